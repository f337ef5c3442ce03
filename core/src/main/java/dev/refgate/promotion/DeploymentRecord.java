package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What the message of a deployment says.
 *
 * @param moves those that are listed: all, or the first 50
 * @param count how many there are
 * @param previous the first parent
 * @param actor without an address: the commit has that
 */
record DeploymentRecord(
        String id,
        String environment,
        Action action,
        List<Move> moves,
        int count,
        Optional<CommitId> previous,
        Optional<String> policy,
        List<GateResult> gates,
        String actor,
        Actor.Assurance assurance,
        Optional<String> reason,
        Optional<String> rollbackOf) {
    static final String ID_FORM = "dep-[0-9a-f]{16}";
    private static final int ID_BYTES = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    DeploymentRecord {
        moves = List.copyOf(moves);
        gates = List.copyOf(gates);
    }

    DeploymentRecord withGates(List<GateResult> others) {
        return new DeploymentRecord(
                id, environment, action, moves, count, previous, policy, others, actor, assurance, reason, rollbackOf);
    }

    static String newId() {
        byte[] bytes = new byte[ID_BYTES];
        RANDOM.nextBytes(bytes);
        return "dep-" + HexFormat.of().formatHex(bytes);
    }
}
