package dev.refgate.internal.git;

import java.util.ArrayList;
import java.util.List;

/** What ends a conversation from outside: a thread that waits for bytes does not notice that it is interrupted. */
final class Aborts {
    private final List<Runnable> actions = new ArrayList<>();
    private boolean aborted;

    synchronized void add(Runnable action) {
        if (aborted) {
            action.run();
        } else {
            actions.add(action);
        }
    }

    synchronized void abort() {
        aborted = true;
        actions.forEach(Runnable::run);
        actions.clear();
    }
}
