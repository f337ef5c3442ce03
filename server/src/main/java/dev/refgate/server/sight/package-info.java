/**
 * Watches what is in the environments: {@code Sights} remembers since when content is where it is, for the gates that wait and for moves
 * that others made.
 */
@NullMarked
package dev.refgate.server.sight;

import org.jspecify.annotations.NullMarked;
