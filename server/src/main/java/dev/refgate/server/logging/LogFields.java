package dev.refgate.server.logging;

import dev.refgate.run.RunPins;
import java.util.List;
import java.util.Map;
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

    private static final LogFields OF_REQUEST = new LogFields(List.of(REQUEST));
    private static final LogFields OF_RUN = new LogFields(List.of(RUN, WORKFLOW, ENVIRONMENT));

    private final List<String> names;

    private LogFields(List<String> names) {
        this.names = names;
    }

    public static LogFields request(String id) {
        MDC.put(REQUEST, id);
        return OF_REQUEST;
    }

    /** A run is not begun on the thread of another one. */
    public static LogFields run(String id, RunPins pins) {
        MDC.put(RUN, id);
        MDC.put(WORKFLOW, pins.workflow().value());
        pins.environment().ifPresent(name -> MDC.put(ENVIRONMENT, name));
        return OF_RUN;
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
        names.forEach(MDC::remove);
    }
}
