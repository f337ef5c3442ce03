package dev.refgate.maven;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ValidateMojoTest {

    @TempDir
    Path folder;

    @BeforeEach
    void aValidRepository() throws IOException {
        write("refgate.yml", """
                version: 1
                source: main
                environments:
                  development: { ref: refs/heads/main }
                """);
        write("workflows/hello/workflow.yml", """
                version: 1
                blocks:
                  - id: greeting
                    type: text
                    value: hello
                """);
    }

    @Test
    void passesAValidFolder() {
        assertThatCode(() -> validate(false, false)).doesNotThrowAnyException();
    }

    @Test
    void failsWithEveryProblemOfEveryFileAtOnce() throws IOException {
        write("refgate.yml", """
                version: 1
                source: main
                enviroments: {}
                """);
        write("workflows/hello/workflow.yml", """
                version: 1
                blocks:
                  - id: greeting
                    type: txt
                    value: hello
                """);

        assertThatThrownBy(() -> validate(false, false))
                .isInstanceOf(MojoFailureException.class)
                .hasMessageContaining("refgate.yml:3:")
                .hasMessageContaining("enviroments")
                .hasMessageContaining("workflows/hello/workflow.yml:4:")
                .hasMessageContaining("txt");
    }

    @Test
    void isLeftOutByTheSwitchForAllGoals() throws IOException {
        breakPolicy();

        assertThatCode(() -> validate(true, false)).doesNotThrowAnyException();
    }

    @Test
    void isLeftOutByItsOwnSwitch() throws IOException {
        breakPolicy();

        assertThatCode(() -> validate(false, true)).doesNotThrowAnyException();
    }

    @Test
    void countsASingleProblemInTheSingular() throws IOException {
        breakPolicy();

        assertThatThrownBy(() -> validate(false, false)).hasMessageStartingWith("1 problem in " + folder);
    }

    private void breakPolicy() throws IOException {
        write("refgate.yml", """
                version: 2
                source: main
                environments:
                  development: { ref: refs/heads/main }
                """);
    }

    private void validate(boolean skip, boolean skipValidate) throws MojoFailureException {
        new ValidateMojo(folder.toFile(), skip, skipValidate).execute();
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
