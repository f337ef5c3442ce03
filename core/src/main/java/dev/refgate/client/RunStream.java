package dev.refgate.client;

import dev.refgate.error.RemoteException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/**
 * The events of a run, as they happen. When the connection breaks, it comes back for the rest: none is missed, none comes twice. Who
 * closes it before its end leaves the run alone. For one thread, but for {@link #close}.
 */
public final class RunStream implements AutoCloseable {
    private final String runId;
    private final int retries;
    private final Function<String, EventReader> rest;
    private volatile EventReader reader;
    private volatile boolean closed;
    private String last = "";
    private boolean whole;

    /**
     * @param reader of the first connection
     * @param rest opens another connection, for what came after the event of that id; after none, for all
     */
    RunStream(String runId, EventReader reader, int retries, Function<String, EventReader> rest) {
        this.runId = runId;
        this.reader = reader;
        this.retries = retries;
        this.rest = rest;
    }

    public String runId() {
        return runId;
    }

    /**
     * Waits for the next event.
     *
     * @return empty at the end of the run
     * @throws RemoteException when the connection breaks, and none can be had again
     * @throws ServerRefusedException when the server does not have the rest any more
     */
    public Optional<StreamedEvent> next() {
        for (int broken = 0; !whole && !closed; broken++) {
            try {
                Optional<StreamedEvent> event = reader.next();
                whole = event.isEmpty();
                event.ifPresent(each -> last = each.id());
                return event;
            } catch (IOException e) {
                reader.close();
                if (broken >= retries && !closed) {
                    throw new RemoteException(
                            "run " + runId + ": its events broke off after "
                                    + (last.isEmpty() ? "none" : "event " + last) + "; it may go on",
                            e);
                }
                comeBack();
            }
        }
        return Optional.empty();
    }

    private void comeBack() {
        if (closed) {
            return;
        }
        reader = rest.apply(last);
        if (closed) {
            reader.close();
        }
    }

    /** Leaves. The run goes on. */
    @Override
    public void close() {
        closed = true;
        reader.close();
    }
}
