/**
 * Figures of Refgate, each beside a baseline that is measured in the same run: {@code docs/performance.md} tells how to
 * run them and what came out.
 */
@NullMarked
package dev.refgate.benchmarks;

import org.jspecify.annotations.NullMarked;
