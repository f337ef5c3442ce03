/**
 * Runs that start by the clock: what the environments' revisions declare is kept as rows of db-scheduler, of which one server
 * takes each when its time comes. When that is, and whether anything starts then, is always read from the revision.
 */
@NullMarked
package dev.refgate.server.schedule;

import org.jspecify.annotations.NullMarked;
