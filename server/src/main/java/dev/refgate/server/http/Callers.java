package dev.refgate.server.http;

import dev.refgate.promotion.Actor;
import dev.refgate.server.access.Access;
import dev.refgate.server.access.Caller;
import dev.refgate.server.access.DeniedException;
import dev.refgate.server.access.Scope;
import io.javalin.http.Context;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Who sent a request, and whether they may what it asks for. */
final class Callers {
    private static final String CALLER = Callers.class.getName();

    /** Keys have no mailbox; Git wants an address. */
    private static final String KEY_DOMAIN = "@refgate.invalid";

    private final Access access;

    Callers(Access access) {
        this.access = access;
    }

    boolean needKeys() {
        return access.asksForKeys();
    }

    /** Finds out who it is, before any route is asked. */
    void identify(Context context) {
        Caller caller = access.caller(context.req().getHeader("Authorization"), address(context), action(context));
        context.req().setAttribute(CALLER, caller);
    }

    Caller of(Context context) {
        return (Caller) Objects.requireNonNull(context.req().getAttribute(CALLER), "the guard has not run");
    }

    /** Lets those pass who have one of these. */
    void require(Context context, Scope... needed) {
        access.require(of(context), Set.of(needed), address(context), action(context));
    }

    /** Lets those pass who may run workflows in {@code environment}; without one, those who may everywhere. */
    void requireExecute(Context context, Optional<String> environment) {
        require(context, execute(environment));
    }

    /** Lets those pass who may see everything, or may run workflows where this run is. */
    void requireSight(Context context, Optional<String> environment) {
        require(context, Scope.READ, execute(environment));
    }

    private static Scope execute(Optional<String> environment) {
        return environment.map(Scope::execute).orElseGet(Scope::executeEverywhere);
    }

    /** Why a request that needs no key but a signature is turned away; on record. */
    DeniedException unsigned(Context context, String why) {
        return access.unsigned(address(context), action(context), why);
    }

    /** Who calls, for Git's records: verified where callers need keys. */
    Actor actor(Context context) {
        String name = of(context).actor();
        return needKeys()
                ? new Actor(name, name.replaceAll("[^A-Za-z0-9._-]", ".") + KEY_DOMAIN, Actor.Assurance.VERIFIED)
                : Actor.claimed(name, name + KEY_DOMAIN);
    }

    /** Puts a change on record. */
    void recordChange(Context context) {
        record(context, "done");
    }

    /** Puts on record what became of a call. */
    void record(Context context, String outcome) {
        access.audit().record(of(context).actor(), address(context), action(context), outcome);
    }

    private static String address(Context context) {
        return context.req().getRemoteAddr();
    }

    private static String action(Context context) {
        return context.req().getMethod() + " " + context.req().getRequestURI();
    }
}
