package dev.refgate;

import dev.refgate.policy.Policy;
import dev.refgate.repository.CommitId;
import java.util.Optional;

/**
 * The policy that counts now.
 *
 * @param policy what refgate.yml says
 * @param commit where that file was read
 * @param staleBecause why this is not the file at the source branch's tip, when it is not: the tip's file cannot be
 *     read, and this is the last valid one
 */
public record PolicyState(Policy policy, CommitId commit, Optional<String> staleBecause) {}
