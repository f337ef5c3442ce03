/**
 * The Java client of a Refgate server: {@link dev.refgate.client.RefgateClient}, what it asks, and what it answers. Made by
 * {@code Refgate.client}.
 */
@NullMarked
package dev.refgate.client;

import org.jspecify.annotations.NullMarked;
