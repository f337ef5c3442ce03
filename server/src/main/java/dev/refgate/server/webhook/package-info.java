/**
 * Addresses by which others start runs: {@code Webhooks} keeps them, {@code Signing} proves who sent a request, and {@code
 * Delivery} is what was sent.
 */
@NullMarked
package dev.refgate.server.webhook;

import org.jspecify.annotations.NullMarked;
