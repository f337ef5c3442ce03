/**
 * What keeps one caller from taking everything: {@code RunPlaces} says how many runs there may be at the same time, {@code
 * SlowClients} how long a client may take to say what it wants.
 */
@NullMarked
package dev.refgate.server.limits;

import org.jspecify.annotations.NullMarked;
