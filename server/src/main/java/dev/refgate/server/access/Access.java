package dev.refgate.server.access;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lets callers in, or not. Safe for use by many threads. */
public final class Access {
    private final @Nullable KeyRing ring;
    private final Tokens tokens;
    private final AuditLog audit;
    private final FailedAttempts failures = new FailedAttempts(Ticker.systemTicker());

    private Access(@Nullable KeyRing ring, Tokens tokens, AuditLog audit) {
        this.ring = ring;
        this.tokens = tokens;
        this.audit = audit;
    }

    /** Anybody may do everything: for loopback addresses. */
    public static Access withoutKeys(AuditLog audit) {
        return new Access(null, Tokens.NONE, audit);
    }

    /**
     * @param ring stays the caller's to close, after this
     */
    public static Access withKeys(KeyRing ring, AuditLog audit) {
        return new Access(ring, Tokens.NONE, audit);
    }

    /** The same for callers, too, who come with tokens of others. Where no keys are asked for, nothing is. */
    public Access trusting(Tokens others) {
        return new Access(ring, others, audit);
    }

    public boolean asksForKeys() {
        return ring != null;
    }

    public AuditLog audit() {
        return audit;
    }

    /**
     * Who calls.
     *
     * @param authorization the header; null when there is none
     * @param address where the call comes from
     * @param action what it wants, for the record
     * @throws DeniedException when that is nobody who is known
     */
    public Caller caller(@Nullable String authorization, String address, String action) {
        if (ring == null) {
            return Caller.ANYBODY;
        }
        if (authorization == null) {
            throw denied(address, "anonymous", action, "no key", DeniedException.withoutKey());
        }
        try {
            return token(authorization)
                    .flatMap(this::known)
                    .orElseThrow(() -> denied(
                            address, "anonymous", action, "a key that does not count", DeniedException.unknownKey()));
        } catch (TokenRefusedException e) {
            throw denied(address, e.actor(), action, "a token: " + e.getMessage(), DeniedException.of(e));
        }
    }

    private Optional<Caller> known(String token) {
        return tokens.find(token).or(() -> Objects.requireNonNull(ring).find(token));
    }

    private DeniedException denied(String address, String actor, String action, String why, DeniedException denied) {
        return recordDenied(address, actor, address, action, why) ? DeniedException.tooMany() : denied;
    }

    /**
     * Why a call that needs a signature instead of a key is not let in; puts it on record.
     *
     * @param why what is wrong with its signature
     */
    public DeniedException unsigned(String address, String action, String why) {
        return recordDenied(address, "anonymous", address, action, why)
                ? DeniedException.tooMany()
                : DeniedException.unsigned(why);
    }

    /**
     * Records it, unless there was too much of that kind already: who is denied must not be able to fill the record.
     *
     * @return whether it was too much
     */
    private boolean recordDenied(String kind, String actor, String address, String action, String why) {
        int attempts = failures.add(kind);
        if (!FailedAttempts.isTooMany(attempts)) {
            audit.record(actor, address, action, "denied: " + why);
        } else if (FailedAttempts.isFirstTooMany(attempts)) {
            audit.record(actor, address, action, "denied: " + why + "; more in this minute are not recorded");
        }
        return FailedAttempts.isTooMany(attempts);
    }

    private static Optional<String> token(String authorization) {
        String given = authorization.strip();
        int space = given.indexOf(' ');
        return space > 0 && given.substring(0, space).equalsIgnoreCase("Bearer")
                ? Optional.of(given.substring(space).stripLeading())
                : Optional.empty();
    }

    /**
     * @param needed one of these is enough
     * @throws DeniedException when the caller has none
     */
    public void require(Caller caller, Set<Scope> needed, String address, String action) {
        if (!caller.mayAny(needed)) {
            String words = needed.stream().map(Scope::toString).sorted().collect(Collectors.joining(" "));
            recordDenied(caller.actor(), caller.actor(), address, action, "needs " + words);
            throw DeniedException.needs(words);
        }
    }
}
