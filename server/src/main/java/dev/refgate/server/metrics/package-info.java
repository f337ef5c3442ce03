/**
 * The figures of a server, for Prometheus: {@code RunMetrics} counts what ends, {@code ServerMetrics} asks for the rest when somebody
 * looks.
 */
@NullMarked
package dev.refgate.server.metrics;

import org.jspecify.annotations.NullMarked;
