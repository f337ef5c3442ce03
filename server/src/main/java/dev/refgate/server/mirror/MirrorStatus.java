package dev.refgate.server.mirror;

import java.time.Instant;
import java.util.Optional;

/**
 * How old a copy is.
 *
 * @param remote what it is a copy of, for people
 * @param fetchedAt when it was like the remote the last time
 * @param staleSince since when it could not be brought up to date; empty while it can
 * @param staleBecause why it could not
 */
public record MirrorStatus(
        String remote, Optional<Instant> fetchedAt, Optional<Instant> staleSince, Optional<String> staleBecause) {}
