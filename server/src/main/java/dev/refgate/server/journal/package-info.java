/** A file that entries are appended to, each on the disk when that returns, until they are safe elsewhere. */
@NullMarked
package dev.refgate.server.journal;

import org.jspecify.annotations.NullMarked;
