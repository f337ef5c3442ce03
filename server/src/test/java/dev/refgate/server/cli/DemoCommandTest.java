package dev.refgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DemoCommandTest {

    @Test
    void eachEnvironmentAnswersFromItsOwnRevisionAndNothingIsLeft() {
        Cmd demo = Cmd.run("demo", "--once", "--port", "0");

        assertThat(demo.code()).isZero();
        List<String> parts = List.of(demo.out().split("\n\n"));
        String development = part(parts, "development");
        String staging = part(parts, "staging");
        String production = part(parts, "production");
        assertThat(production)
                .contains("TKT-4821", "high", "billing-support", "processed")
                .doesNotContain("sla_minutes");
        assertThat(staging).contains("sla_minutes").doesNotContain("first_reply");
        assertThat(development).contains("sla_minutes", "first_reply");
        assertThat(demo.out().lines().filter(line -> line.matches("  r[0-9]  [0-9a-f]{12}  .+")))
                .hasSizeGreaterThanOrEqualTo(3);
        Matcher folder = Pattern.compile("history: (\\S+)").matcher(demo.out());
        assertThat(folder.find()).isTrue();
        assertThat(Path.of(folder.group(1))).doesNotExist();
    }

    @Test
    void aPortThatWasAskedForIsNotReplaced() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Cmd demo = Cmd.run("demo", "--once", "--port", Integer.toString(taken.getLocalPort()));

            assertThat(demo.code()).isEqualTo(1);
            assertThat(demo.err())
                    .contains("port " + taken.getLocalPort())
                    .containsPattern("demo --once --port [0-9]+");
        }
    }

    private static String part(List<String> parts, String environment) {
        return parts.stream()
                .filter(part -> part.strip().startsWith(environment + " "))
                .findFirst()
                .orElseThrow();
    }
}
