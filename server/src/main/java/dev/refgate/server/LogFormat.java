package dev.refgate.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.Logger;

/**
 * How the program logs, unless somebody says otherwise by {@code -Dlogback.configurationFile} (or, in tests, by a {@code
 * logback-test.xml}): lines on standard error. Written in Java because a
 * reader of XML, and what it sets up, is loaded at every start for these few lines.
 */
public final class LogFormat extends ContextAwareBase implements Configurator {
    private static final String LINE = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0}: %msg%n";

    /** JGit warns of parts of a commit-graph that git wrote and it does not need; Javalin and the SSH client say again what we say. */
    private static final Map<String, Level> LEVELS = Map.of(
            "org.eclipse.jetty", Level.WARN,
            "org.eclipse.jgit", Level.WARN,
            "org.eclipse.jgit.internal.storage.commitgraph", Level.ERROR,
            "org.eclipse.jgit.internal.transport.sshd", Level.OFF,
            "org.apache.sshd", Level.OFF,
            "com.zaxxer.hikari", Level.WARN,
            "org.flywaydb", Level.WARN,
            "io.javalin", Level.WARN,
            "io.javalin.Javalin", Level.OFF);

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        boolean saidOtherwise = System.getProperty("logback.configurationFile") != null
                || LogFormat.class.getResource("/logback-test.xml") != null;
        if (saidOtherwise) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(LINE);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();
        LEVELS.forEach((logger, level) -> context.getLogger(logger).setLevel(level));
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(console);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
