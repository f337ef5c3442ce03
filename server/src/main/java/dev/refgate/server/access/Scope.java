package dev.refgate.server.access;

import dev.refgate.GivenWorkflow;
import dev.refgate.error.InvalidArgumentException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a key may do, or what a call needs.
 *
 * @param kind what
 * @param environment where, {@code *} for everywhere; empty for kinds that know no environments
 */
public record Scope(Kind kind, Optional<String> environment) {
    private static final String EVERYWHERE = "*";
    private static final String EPHEMERAL = GivenWorkflow.ENVIRONMENT;
    private static final String PREVIEW_PREFIX = "pr-";
    private static final String ANY_PREVIEW = PREVIEW_PREFIX + "*";
    private static final Pattern FORM = Pattern.compile("([a-z]+)(?::([a-zA-Z0-9][a-zA-Z0-9._-]{0,99}|\\*|pr-\\*))?");

    /** See everything that is shown. */
    public static final Scope READ = new Scope(Kind.READ, Optional.empty());

    /** Change what is written down in the repository, but for the environments. */
    public static final Scope WRITE = new Scope(Kind.WRITE, Optional.empty());

    /** Everything. */
    public static final Scope ADMIN = new Scope(Kind.ADMIN, Optional.empty());

    /** The kinds, from weak to strong. */
    public enum Kind {
        READ(false),
        EXECUTE(true),
        PROMOTE(true),
        WRITE(false),
        ADMIN(false);

        private final boolean perEnvironment;

        Kind(boolean perEnvironment) {
            this.perEnvironment = perEnvironment;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Scope {
        if (kind != Kind.EXECUTE && environment.filter(ANY_PREVIEW::equals).isPresent()) {
            throw new InvalidArgumentException("scope: " + kind.word() + ":" + ANY_PREVIEW + " (expected execute:"
                    + ANY_PREVIEW + ": pull requests are run, and nothing else)");
        }
        if (kind == Kind.PROMOTE && environment.equals(Optional.of(EPHEMERAL))) {
            throw new InvalidArgumentException("scope: promote:" + EPHEMERAL + " (expected execute:" + EPHEMERAL
                    + ": what comes with a call is run, and nothing else)");
        }
        if (kind.perEnvironment != environment.isPresent()) {
            throw new InvalidArgumentException("scope: " + kind.word() + " (expected "
                    + (kind.perEnvironment
                            ? kind.word() + ":ENVIRONMENT or " + kind.word() + ":*"
                            : kind.word() + " alone")
                    + ")");
        }
    }

    /** To run workflows in an environment. */
    public static Scope execute(String environment) {
        return new Scope(Kind.EXECUTE, Optional.of(environment));
    }

    /** To move an environment. */
    public static Scope promote(String environment) {
        return new Scope(Kind.PROMOTE, Optional.of(environment));
    }

    /** To run workflows that come with the call. */
    public static Scope executeEphemeral() {
        return execute(EPHEMERAL);
    }

    /** To run workflows without an environment, or in any. */
    public static Scope executeEverywhere() {
        return execute(EVERYWHERE);
    }

    /**
     * Reads {@code read}, {@code write}, {@code admin}, {@code execute:staging}, {@code promote:*}, {@code execute:pr-*},
     * {@code execute:ephemeral}.
     *
     * @throws InvalidArgumentException when it is none of these
     */
    public static Scope parse(String text) {
        Matcher form = FORM.matcher(text);
        if (form.matches()) {
            for (Kind kind : Kind.values()) {
                if (kind.word().equals(form.group(1))) {
                    return new Scope(kind, Optional.ofNullable(form.group(2)));
                }
            }
        }
        throw new InvalidArgumentException(
                "scope: " + text
                        + " (expected read, write, admin, execute:ENVIRONMENT or promote:ENVIRONMENT, execute:* or promote:*, execute:pr-* for pull requests, or execute:ephemeral for workflows that come with the call)");
    }

    /** Whether who has this may do what needs {@code needed}. */
    public boolean allows(Scope needed) {
        if (kind == Kind.ADMIN) {
            return true;
        }
        if (kind != needed.kind) {
            return false;
        }
        if (environment.equals(needed.environment)) {
            return true;
        }
        String general = needed.isOfPreview() ? ANY_PREVIEW : EVERYWHERE;
        return !needed.isOfEphemerals() && environment.equals(Optional.of(general));
    }

    /** Everywhere is where reviewed content is; what comes with a call is nobody's but the caller's, and is granted by name. */
    private boolean isOfEphemerals() {
        return environment.equals(Optional.of(EPHEMERAL));
    }

    /** Everywhere is where reviewed content is; pull requests are somebody's wishes, and are granted by name. */
    private boolean isOfPreview() {
        return environment.filter(name -> name.startsWith(PREVIEW_PREFIX)).isPresent();
    }

    @Override
    public String toString() {
        return kind.word() + environment.map(name -> ":" + name).orElse("");
    }
}
