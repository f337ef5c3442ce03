package dev.refgate.promotion;

import java.util.Locale;

/**
 * Who moves something.
 *
 * @param name for people
 * @param email for Git's records; any text
 * @param assurance how far that is known
 */
public record Actor(String name, String email, Assurance assurance) {

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
}
