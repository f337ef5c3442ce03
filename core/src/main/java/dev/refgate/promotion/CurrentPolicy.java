package dev.refgate.promotion;

import dev.refgate.policy.Policy;
import dev.refgate.repository.CommitId;
import java.util.Optional;

/**
 * The policy that counts for moves: what refgate.yml says at the tip of the source branch.
 *
 * @param blob the object id of that file
 * @param sourceTip the source branch's tip
 * @param unusable why the file at the tip cannot be used, when it cannot; nothing may be moved then
 */
public record CurrentPolicy(Policy policy, String blob, CommitId sourceTip, Optional<String> unusable) {

    /** Where to ask for it. */
    @FunctionalInterface
    public interface Source {
        /**
         * @throws dev.refgate.error.RefgateException when there is none
         */
        CurrentPolicy read();
    }
}
