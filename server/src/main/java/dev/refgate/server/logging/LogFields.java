package dev.refgate.server.logging;

import dev.refgate.run.RunPins;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What every line says that is logged until this is closed, on the thread that made it: which request and which run it is
 * about.
 */
public final class LogFields implements AutoCloseable {
    private static final String REQUEST = "request_id";
    private static final String RUN = "run_id";
    private static final String WORKFLOW = "workflow";
    private static final String ENVIRONMENT = "environment";

    private final @Nullable Map<String, String> before;

    private LogFields(@Nullable Map<String, String> before) {
        this.before = before;
    }

    public static LogFields request(String id) {
        LogFields fields = new LogFields(null);
        MDC.put(REQUEST, id);
        return fields;
    }

    public static LogFields run(String id, RunPins pins) {
        LogFields fields = new LogFields(MDC.getCopyOfContextMap());
        MDC.put(RUN, id);
        MDC.put(WORKFLOW, pins.workflow().value());
        pins.environment().ifPresent(name -> MDC.put(ENVIRONMENT, name));
        return fields;
    }

    /** The task, with the fields of the thread that asked for it, wherever it is carried out. */
    public static Runnable carried(Runnable task) {
        Map<String, String> fields = MDC.getCopyOfContextMap();
        return fields == null || fields.isEmpty()
                ? task
                : () -> {
                    MDC.setContextMap(fields);
                    try {
                        task.run();
                    } finally {
                        MDC.clear();
                    }
                };
    }

    @Override
    public void close() {
        if (before == null) {
            MDC.clear();
        } else {
            MDC.setContextMap(before);
        }
    }
}
