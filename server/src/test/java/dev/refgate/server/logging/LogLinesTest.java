package dev.refgate.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import dev.refgate.run.Secrets;
import dev.refgate.server.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogLinesTest {
    private static final Secrets SECRETS = Secrets.of(List.of("s3cret \"token\""));

    private final LoggerContext context = new LoggerContext();
    private final LogbackMDCAdapter fields = new LogbackMDCAdapter();

    LogLinesTest() {
        context.setMDCAdapter(fields);
    }

    @Test
    void aJsonLineIsOneObjectWithTheFieldsAndTheStackTrace() {
        fields.put("request_id", "r-1");
        fields.put("run_id", "run_1");
        String line = line(LogFormat.JSON, "two\nlines", new IllegalStateException("why"));

        assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
        Map<?, ?> object = (Map<?, ?>) Json.read(line.getBytes(StandardCharsets.UTF_8));
        assertThat(object.get("message")).isEqualTo("two\nlines");
        assertThat(object.get("level")).isEqualTo("WARN");
        assertThat(object.get("logger")).isEqualTo("some.Logger");
        assertThat(object.get("request_id")).isEqualTo("r-1");
        assertThat(object.get("run_id")).isEqualTo("run_1");
        assertThat((String) object.get("stack_trace")).contains("IllegalStateException: why", "LogLinesTest");
    }

    @Test
    void aTextLineEndsWithTheFieldsIfThereAreAny() {
        assertThat(line(LogFormat.TEXT, "hello", null)).endsWith("WARN  Logger: hello\n");
        fields.put("request_id", "r-1");
        assertThat(line(LogFormat.TEXT, "hello", null)).endsWith("WARN  Logger: hello {request_id=r-1}\n");
    }

    @Test
    void noFormatShowsSecretsOrKeys() {
        for (LogFormat format : LogFormat.values()) {
            String line = line(
                    format,
                    "s3cret \"token\" of rgk_0123456789abcdef-_XY",
                    new IllegalStateException("s3cret \"token\""));

            assertThat(line).doesNotContain("s3cret", "0123456789abcdef").contains("*** of rgk_***");
        }
    }

    private String line(LogFormat format, String message, Throwable thrown) {
        Logger logger = context.getLogger("some.Logger");
        LoggingEvent event = new LoggingEvent("", logger, Level.WARN, message, thrown, null);
        LogEncoder encoder = new LogEncoder(() -> format.layout(context), () -> SECRETS);
        return new String(encoder.encode(event), StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
