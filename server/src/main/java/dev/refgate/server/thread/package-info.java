/** Threads of the server's own. */
@NullMarked
package dev.refgate.server.thread;

import org.jspecify.annotations.NullMarked;
