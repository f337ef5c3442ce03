package dev.refgate.server.access;

import java.util.Set;

/**
 * Who calls.
 *
 * @param actor as records name it: {@code key:ci}, or {@code anonymous} where no keys are asked for
 * @param scopes what it may do
 */
public record Caller(String actor, Set<Scope> scopes) {
    /** Of servers without keys. */
    static final Caller ANYBODY = new Caller("anonymous", Set.of(Scope.ADMIN));

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** Whether it may do what needs one of these. */
    public boolean mayAny(Set<Scope> needed) {
        for (Scope scope : scopes) {
            for (Scope one : needed) {
                if (scope.allows(one)) {
                    return true;
                }
            }
        }
        return false;
    }
}
