/**
 * From a revision's content to a run: compile once, run many times.
 */
@NullMarked
package dev.refgate.run;

import org.jspecify.annotations.NullMarked;
