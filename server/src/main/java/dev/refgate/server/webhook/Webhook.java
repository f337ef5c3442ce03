package dev.refgate.server.webhook;

import java.time.Instant;
import java.util.Optional;

/**
 * An address by which others start runs of one workflow.
 *
 * @param hash of its token
 * @param signing how senders prove who they are, beside the token
 * @param setting the setting that their secret is in; empty without signing
 * @param waits whether the answer is the run's, and not only that it has begun
 * @param revoked since when it does not count any more
 */
public record Webhook(
        String id,
        String workflow,
        String hash,
        Signing signing,
        Optional<String> setting,
        boolean waits,
        Instant created,
        Optional<Instant> revoked) {}
