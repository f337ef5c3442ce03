package dev.refgate.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/maven-plugin.md says of each goal what its class says. */
class GoalsPageTest {
    private static final Path PAGE = Path.of("../docs/maven-plugin.md");

    @Test
    void thePageSaysWhatTheGoalsSay() throws IOException {
        String expected =
                new GoalsPage(Path.of("target/classes/META-INF/maven/plugin.xml")).brought(Files.readString(PAGE));
        if (System.getProperty("refgate.update") != null) {
            Files.writeString(PAGE, expected);
        }

        assertThat(Files.readString(PAGE))
                .as(
                        "%s is out of date; write it anew with: mvn -pl core,maven-plugin test -Dtest=GoalsPageTest"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -Drefgate.update",
                        PAGE)
                .isEqualTo(expected);
    }
}
