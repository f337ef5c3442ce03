package dev.refgate.server.mirror;

import java.util.Optional;

/**
 * How a server follows a remote.
 *
 * @param upstream the remote, or none; stays the caller's to close
 * @param hooks what push hooks have to know; empty when none are taken
 */
public record Following(Upstream upstream, Optional<HookSecret> hooks) {
    /** There is no remote. */
    public static final Following NONE = new Following(Upstream.NONE, Optional.empty());
}
