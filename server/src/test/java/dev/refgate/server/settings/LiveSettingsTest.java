package dev.refgate.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.environment.Settings;
import dev.refgate.error.RefgateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveSettingsTest {
    @TempDir
    private Path folder;

    @Test
    void variablesCountBeforeTheFolderAndThatBeforeTheFile() throws IOException {
        Path file = write("settings.yml", "production: { A: file, B: file, C: \"file\" }\nstaging: { A: s }\n");
        Path mounted = folder.resolve("mounted");
        Files.createDirectories(mounted.resolve("production"));
        Files.writeString(mounted.resolve("production/B"), "folder\n");
        Files.writeString(mounted.resolve("production/C"), "folder\n\n");
        Settings variables = Settings.fromVariables(Map.of("REFGATE_ENV__PRODUCTION__C", "variable"));

        try (LiveSettings settings = new LiveSettings(variables, Optional.of(file), Optional.of(mounted))) {
            assertThat(settings.of("production")).isEqualTo(Map.of("A", "file", "B", "folder", "C", "variable"));
            assertThat(settings.of("staging")).isEqualTo(Map.of("A", "s"));
            assertThat(settings.of("other")).isEmpty();
            assertThat(settings.secrets().mask("a variable of a folder")).isEqualTo("a *** of a ***");
        }
    }

    @Test
    void aFileThatChangesIsReadAgainAndABrokenOneChangesNothing() throws IOException {
        Path file = write("live.env", "# a comment\nexport REFGATE_ENV__PRODUCTION__TOKEN=\"first value\"\n\n");
        try (LiveSettings settings = fromFile(file)) {
            assertThat(settings.of("production")).isEqualTo(Map.of("TOKEN", "first value"));

            write("live.env", "REFGATE_ENV__PRODUCTION__TOKEN=second=value\n");
            await().until(() -> settings.of("production").equals(Map.of("TOKEN", "second=value")));

            write("live.env", "REFGATE_ENV__PRODUCTION__TOKEN='third\n");
            await().until(() -> settings.trouble().isPresent());
            assertThat(settings.of("production")).isEqualTo(Map.of("TOKEN", "second=value"));
            assertThat(settings.trouble().orElseThrow()).doesNotContain("third");
            assertThat(settings.secrets().mask("first value"))
                    .as("runs may still have it")
                    .isEqualTo("***");

            write("live.env", "REFGATE_ENV__PRODUCTION__TOKEN=\n");
            await().until(() -> settings.trouble().isEmpty());
            assertThat(settings.of("production")).isEqualTo(Map.of("TOKEN", ""));
        }
    }

    @Test
    void aMountedSecretIsSwappedByALinkAsKubernetesDoes() throws IOException {
        Path mount = folder.resolve("mount/production");
        Files.createDirectories(mount.resolve("..1"));
        Files.writeString(mount.resolve("..1/TOKEN"), "old");
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("..1"));
        Files.createSymbolicLink(mount.resolve("TOKEN"), Path.of("..data/TOKEN"));
        try (LiveSettings settings =
                new LiveSettings(Settings.none(), Optional.empty(), Optional.of(folder.resolve("mount")))) {
            assertThat(settings.of("production")).isEqualTo(Map.of("TOKEN", "old"));

            Files.createDirectories(mount.resolve("..2"));
            Files.writeString(mount.resolve("..2/TOKEN"), "new");
            Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of("..2"));
            Files.move(
                    mount.resolve("..data_tmp"),
                    mount.resolve("..data"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);

            await().until(() -> settings.of("production").equals(Map.of("TOKEN", "new")));
        }
    }

    @Test
    void whatIsWrongIsNamedWithItsPlaceAndNeverWithItsValue() throws IOException {
        assertRefused(
                "s.yml", "production:\n  TOKEN: 12345\n", "s.yml:2:10: TOKEN: expected a text (put it in quotes)");
        assertRefused("s.yml", "production: secret-1\n", "s.yml:1:1: expected a mapping");
        assertRefused("s.yml", "production:\n  TOKEN: \"secret-1\n", "expected YAML");
        assertRefused("s.yml", "production:\n  TOKEN: [secret-1]\n", "TOKEN: expected a text");
        assertRefused("s.yml", "- secret-1\n", "expected a mapping");
        assertRefused("s.env", "REFGATE_ENV__PRODUCTION__A=x\nsecret-1\n", "s.env:2: expected REFGATE_ENV__");
        assertRefused("s.env", "REFGATE_ENV__P__A=secret-1\nREFGATE_ENV__P__A=secret-1\n", "s.env:2: ");
    }

    private void assertRefused(String name, String text, String message) throws IOException {
        Path file = write(name, text);
        assertThatThrownBy(() -> fromFile(file))
                .isInstanceOf(RefgateException.class)
                .hasMessageContaining(message)
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain("secret-1", "12345");
    }

    @Test
    void aFileThatEverybodyMayReadIsRefused() throws IOException {
        Path file = write("settings.yml", "production: {}\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> fromFile(file))
                .isInstanceOf(RefgateException.class)
                .hasMessageContaining("chmod 600 " + file);
    }

    private static LiveSettings fromFile(Path file) {
        return new LiveSettings(Settings.none(), Optional.of(file), Optional.empty());
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(20));
    }

    /** As editors and careful scripts do it: at once, never half. */
    private Path write(String name, String text) throws IOException {
        Path other = folder.resolve(name + ".new");
        Files.writeString(other, text);
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-------"));
        return Files.move(
                other, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
