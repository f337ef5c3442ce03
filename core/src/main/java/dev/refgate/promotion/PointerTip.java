package dev.refgate.promotion;

import dev.refgate.repository.CommitId;

/**
 * Where a ref points.
 *
 * @param object what it holds: the commit, or an annotated tag; this is what a move has to name
 * @param commit the commit behind it
 */
public record PointerTip(ObjectName object, CommitId commit) {}
