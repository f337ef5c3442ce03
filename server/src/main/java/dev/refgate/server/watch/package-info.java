/** Files that are read again when they change. */
@NullMarked
package dev.refgate.server.watch;

import org.jspecify.annotations.NullMarked;
