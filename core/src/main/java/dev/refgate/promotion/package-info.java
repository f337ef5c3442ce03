/**
 * Moves of environments: what would move ({@link dev.refgate.promotion.Planner}), whether it may ({@link
 * dev.refgate.promotion.Gates}), the move itself ({@link dev.refgate.promotion.Promoter}, {@link
 * dev.refgate.promotion.Rollbacks}), and what has moved ({@link dev.refgate.promotion.Ledger}). Trees are the facts here and
 * messages are notes: the difference of {@code workflows/} to the first parent is the deployment, whoever made it, and a
 * message is believed only where it fits. Git itself is behind {@link dev.refgate.promotion.DeploymentStore}.
 */
@NullMarked
package dev.refgate.promotion;

import org.jspecify.annotations.NullMarked;
