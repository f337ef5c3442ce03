/** The {@code refgate} program: its command line and its HTTP server. */
@NullMarked
package dev.refgate.server;

import org.jspecify.annotations.NullMarked;
