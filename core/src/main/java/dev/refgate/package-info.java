/**
 * Refgate: GitOps for workflows.
 */
@NullMarked
package dev.refgate;

import org.jspecify.annotations.NullMarked;
