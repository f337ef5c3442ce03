/**
 * Keeps the copy of a remote up to date beside the runs: {@code MirrorKeeper} fetches when it is time or when somebody hints at
 * news, and knows how old the copy is. Runs read the copy and never wait for it.
 */
@NullMarked
package dev.refgate.server.mirror;

import org.jspecify.annotations.NullMarked;
