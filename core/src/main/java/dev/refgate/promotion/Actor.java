package dev.refgate.promotion;

import dev.refgate.error.InvalidArgumentException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who moves something.
 *
 * @param name for people
 * @param email for Git's records; any text
 * @param assurance how far that is known
 */
public record Actor(String name, String email, Assurance assurance) {
    private static final Pattern FORM =
            Pattern.compile("([^<>\\p{Cntrl}]*[^<>\\p{Cntrl}\\s])\\s*(?:<([^<>\\p{Cntrl}]*)>)?");

    /** How far it is known that somebody is who they say. */
    public enum Assurance {
        /** Nobody checked. */
        CLAIMED,
        /** The server knew them when they asked for the move. */
        VERIFIED,
        /** The commit is signed by a key that is theirs. */
        SIGNED;

        /** {@code claimed}, {@code verified} or {@code signed}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Somebody whom nobody checked. */
    public static Actor claimed(String name, String email) {
        return new Actor(name, email, Assurance.CLAIMED);
    }

    /**
     * Somebody as they write themselves; claimed.
     *
     * @param text {@code Ada Lovelace <ada@example.com>}, or the name alone
     * @param user who stands for the address where there is none
     * @throws InvalidArgumentException when it is neither
     */
    public static Actor named(String text, String user) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new InvalidArgumentException(
                    "--actor: " + text + " (expected a name, or \"Ada Lovelace <ada@example.com>\")");
        }
        return claimed(matcher.group(1), Optional.ofNullable(matcher.group(2)).orElse(localAddress(user)));
    }

    /** Who Git's variables say commits, else the user of this system; claimed. */
    public static Actor ofVariables(Map<String, String> variables, String user) {
        return claimed(
                set(variables, "GIT_AUTHOR_NAME").orElse(user),
                set(variables, "GIT_AUTHOR_EMAIL").orElse(localAddress(user)));
    }

    private static String localAddress(String user) {
        return user + "@localhost";
    }

    private static Optional<String> set(Map<String, String> variables, String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }
}
