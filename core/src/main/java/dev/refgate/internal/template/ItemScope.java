package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import org.jspecify.annotations.Nullable;

/** A scope with an item in it, for one thread. */
final class ItemScope implements Scope {
    private final Scope outside;
    private @Nullable Object item;

    ItemScope(Scope outside) {
        this.outside = outside;
    }

    Scope outside() {
        return outside;
    }

    @Nullable
    Object item() {
        return item;
    }

    ItemScope with(@Nullable Object next) {
        item = next;
        return this;
    }

    @Override
    public @Nullable Object find(String name) {
        return outside.find(name);
    }

    @Override
    public long deadlineNanos() {
        return outside.deadlineNanos();
    }
}
