/**
 * What differs between two trees of workflows, as plain data. {@link dev.refgate.diff.Differ} compares content ids first and
 * reads only the folders whose ids differ. For each of them there are three views: the blocks and edges
 * ({@link dev.refgate.diff.BlocksDiff}), the files ({@link dev.refgate.diff.CodeDiff}), and what the change means for callers and
 * environments ({@link dev.refgate.diff.Impact}).
 *
 * <p>Values that look like credentials are masked when these values are made, not when they are shown: nothing that
 * leaves this package holds them.
 */
@NullMarked
package dev.refgate.diff;

import org.jspecify.annotations.NullMarked;
