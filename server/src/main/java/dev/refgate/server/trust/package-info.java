/**
 * Callers without a key of this server: jobs of CI systems come with a token that says who they are, signed by an issuer that
 * the settings trust (OpenID Connect). {@code TrustFile} reads these settings, {@code TrustedTokens} checks tokens by them, with
 * keys that {@code SigningKeys} keeps.
 */
@NullMarked
package dev.refgate.server.trust;

import org.jspecify.annotations.NullMarked;
