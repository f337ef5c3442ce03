/**
 * JGit, and nowhere else.
 */
@NullMarked
package dev.refgate.internal.git;

import org.jspecify.annotations.NullMarked;
