package dev.refgate.server.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import dev.refgate.server.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** A line of the log as one JSON object: {@code time, level, logger, message}, the fields, and {@code stack_trace}. */
final class JsonLayout extends LayoutBase<ILoggingEvent> {
    private final ThrowableProxyConverter stackTraces = new ThrowableProxyConverter();

    @Override
    public void start() {
        stackTraces.start();
        super.start();
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", event.getInstant().toString());
        line.put("level", event.getLevel().toString());
        line.put("logger", event.getLoggerName());
        line.put("message", String.valueOf(event.getFormattedMessage()));
        line.putAll(event.getMDCPropertyMap());
        if (event.getThrowableProxy() != null) {
            line.put("stack_trace", stackTraces.convert(event));
        }
        return Json.write(line) + "\n";
    }
}
