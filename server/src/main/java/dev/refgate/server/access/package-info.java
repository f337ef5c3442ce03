/**
 * Who may do what: keys with scopes, and the record of what was denied or changed. {@code Access} is what the routes ask.
 */
@NullMarked
package dev.refgate.server.access;

import org.jspecify.annotations.NullMarked;
