@NullMarked
package dev.refgate.benchmarks;

import org.jspecify.annotations.NullMarked;
