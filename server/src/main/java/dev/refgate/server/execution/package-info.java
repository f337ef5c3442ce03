/**
 * Runs, from an admitted call to a result that is on record, whoever asked: {@code Executions} carries them out, and
 * {@code RunsInFlight} knows those that are not over.
 */
@NullMarked
package dev.refgate.server.execution;

import org.jspecify.annotations.NullMarked;
