package dev.refgate.server.cli;

import dev.refgate.run.Secrets;
import dev.refgate.server.logging.LogFormat;
import dev.refgate.server.logging.LogSetup;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** How a server logs. */
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class LogOptions {
    @Option(
            names = "--log-format",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "Log lines for people, or one JSON object a line, on standard error (default:"
                    + " ${DEFAULT-VALUE}).")
    private LogFormat format;

    /**
     * @param secrets are masked in every line
     */
    void apply(Supplier<Secrets> secrets) {
        LogSetup.use(format, secrets);
    }
}
