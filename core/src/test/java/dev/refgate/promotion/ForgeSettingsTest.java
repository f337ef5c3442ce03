package dev.refgate.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.InvalidArgumentException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which forge, and who asks. */
final class ForgeSettingsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/acme/flows.git",
                "https://github.com/acme/flows",
                "https://github.com/acme/flows/",
                "https://x-access-token@github.com/acme/flows.git",
                "git@github.com:acme/flows.git",
                "github.com:acme/flows",
                "ssh://git@github.com/acme/flows.git",
                "ssh://git@github.com:22/acme/flows",
            })
    void aRemotesUrlNamesTheRepository(String url) {
        assertThat(ForgeSettings.remote(url)).contains(new ForgeSettings.Remote("github.com", "acme/flows"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/srv/git/flows.git", "file:///srv/git/flows.git", "https://github.com/flows", "../flows"})
    void othersNameNone(String url) {
        assertThat(ForgeSettings.remote(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.github.com",
                "ftp://127.0.0.1",
                "https://user:secret@host/api/v3",
                "https://host/api/v3?x=1",
                "api.github.com",
                "http://127.0.0.1.evil.example/"
            })
    void aTokenGoesOnlyWhereNobodyListens(String api) {
        assertThatThrownBy(() -> new ForgeSettings("acme/flows", URI.create(api), "token"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("forge URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flows", "acme/flows/x", "../flows?x", "acme/fl ows", "/"})
    void aRepositoryHasAnOwnerAndAName(String repository) {
        assertThatThrownBy(() -> new ForgeSettings(repository, ForgeSettings.GITHUB, "token"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("expected owner/name");
    }

    @Test
    void theTokenIsNotShown() {
        ForgeSettings settings = new ForgeSettings("acme/flows", ForgeSettings.GITHUB, "hunter2");

        assertThat(settings.toString()).isEqualTo("acme/flows at https://api.github.com");
        assertThatThrownBy(() -> new ForgeSettings("acme/flows", ForgeSettings.GITHUB, "hunter2\nX: y"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageNotContaining("hunter2");
    }
}
