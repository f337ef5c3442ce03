package dev.refgate.server.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Layout;

/** What a line of the log looks like. */
public enum LogFormat {
    /** For people: time, level, where, message, and the fields in braces. */
    TEXT {
        @Override
        Layout<ILoggingEvent> layout(LoggerContext context) {
            PatternLayout layout = new PatternLayout();
            layout.setContext(context);
            layout.setPattern(LINE);
            layout.start();
            return layout;
        }
    },
    /** For programs: one JSON object a line. */
    JSON {
        @Override
        Layout<ILoggingEvent> layout(LoggerContext context) {
            JsonLayout layout = new JsonLayout();
            layout.setContext(context);
            layout.start();
            return layout;
        }
    };

    private static final String LINE =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0}: %msg%replace( {%mdc}){' \\{\\}', ''}%n";

    abstract Layout<ILoggingEvent> layout(LoggerContext context);
}
