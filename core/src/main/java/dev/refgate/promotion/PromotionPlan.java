package dev.refgate.promotion;

import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a promotion would do: data, to be looked at, kept, and carried out later if it still holds.
 *
 * @param environment that moves
 * @param policy the object id of the refgate.yml that counted
 * @param base where the environment was when the plan was made; tells nothing about whether the plan still holds
 * @param moves sorted by workflow; none when there is nothing to do
 * @param warnings for people
 * @param gates what is known of each without executing anything
 */
public record PromotionPlan(
        String environment,
        String policy,
        Optional<CommitId> base,
        List<Move> moves,
        List<String> warnings,
        List<GateResult> gates) {
    private static final int ID_BYTES = 8;

    public PromotionPlan {
        moves = moves.stream().sorted(Comparator.comparing(Move::workflow)).toList();
        warnings = List.copyOf(warnings);
        gates = List.copyOf(gates);
    }

    /** {@code plan-} and 16 hexadecimal digits: the same for the same environment, policy and moves. */
    public String id() {
        StringBuilder text =
                new StringBuilder(environment).append('\n').append(policy).append('\n');
        for (Move move : moves) {
            text.append(move.workflow()).append(' ');
            text.append(move.from().map(ContentId::hex).orElse("-")).append(' ');
            text.append(move.to().map(ContentId::hex).orElse("-")).append('\n');
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return "plan-" + HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    PromotionPlan withGates(List<GateResult> results) {
        return new PromotionPlan(environment, policy, base, moves, warnings, results);
    }

    /** The plan as plain values, for a file or for a program; {@link #fromMap} reads it back. */
    public Map<String, Object> toMap() {
        return PlanMap.write(this);
    }

    /**
     * Reads what {@link #toMap} made.
     *
     * @throws dev.refgate.error.InvalidArgumentException when it is no plan, or its id is not that of what is in it
     */
    public static PromotionPlan fromMap(Map<String, ?> map) {
        return PlanMap.read(map);
    }
}
