/**
 * Calls that are run once, however often they are sent: a {@code Claim} says which run stands for all calls with one key, and
 * the database's unique constraint decides between those that come at the same time, to whichever server.
 */
@NullMarked
package dev.refgate.server.idempotency;

import org.jspecify.annotations.NullMarked;
