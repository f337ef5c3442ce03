package dev.refgate.server.logging;

import static java.util.Map.entry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import dev.refgate.run.Secrets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the program logs, unless somebody says otherwise by {@code -Dlogback.configurationFile} (or, in tests, by a {@code
 * logback-test.xml}): lines on standard error. Written in Java because a
 * reader of XML, and what it sets up, is loaded at every start for these few lines.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {
    private static final String CONSOLE = "refgate";

    /** JGit warns of parts of a commit-graph that git wrote and it does not need; others say again, or every second, what we say. */
    private static final Map<String, Level> LEVELS = Map.ofEntries(
            entry("com.github.kagkarlsson.scheduler", Level.ERROR),
            entry("com.github.kagkarlsson.scheduler.RunUntilShutdown", Level.OFF),
            entry("com.github.kagkarlsson.scheduler.RunAndLogErrors", Level.OFF),
            entry("org.eclipse.jetty", Level.WARN),
            entry("org.eclipse.jgit", Level.WARN),
            entry("org.eclipse.jgit.internal.storage.commitgraph", Level.ERROR),
            entry("org.eclipse.jgit.internal.transport.sshd", Level.OFF),
            entry("org.apache.sshd", Level.OFF),
            entry("com.zaxxer.hikari", Level.WARN),
            entry("org.flywaydb", Level.WARN),
            entry("org.sqlite.SQLiteJDBCLoader", Level.OFF),
            entry("io.javalin", Level.WARN),
            entry("io.javalin.Javalin", Level.OFF));

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        boolean saidOtherwise = System.getProperty("logback.configurationFile") != null
                || LogSetup.class.getResource("/logback-test.xml") != null;
        if (saidOtherwise) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setName(CONSOLE);
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder(context, LogFormat.TEXT, () -> Secrets.of(List.of())));
        console.start();
        LEVELS.forEach((logger, level) -> context.getLogger(logger).setLevel(level));
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(console);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /**
     * From now on lines have this format, and none of these secrets. Does nothing where somebody set the logging up otherwise.
     *
     * @param secrets those that count now; asked for every line
     */
    public static void use(LogFormat format, Supplier<Secrets> secrets) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                && context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(CONSOLE)
                        instanceof ConsoleAppender<ILoggingEvent> console) {
            console.setEncoder(encoder(context, format, secrets));
        }
    }

    private static LogEncoder encoder(LoggerContext context, LogFormat format, Supplier<Secrets> secrets) {
        LogEncoder encoder = new LogEncoder(() -> format.layout(context), secrets);
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }
}
