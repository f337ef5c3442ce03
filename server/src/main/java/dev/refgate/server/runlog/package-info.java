/**
 * The record of every run. {@code RunLog} is what the rest of the server sees; behind it, rows are committed in groups by one
 * writer, instances tell each other that they live, and old runs are removed.
 */
@NullMarked
package dev.refgate.server.runlog;

import org.jspecify.annotations.NullMarked;
