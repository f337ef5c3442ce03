package dev.refgate.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.Refgate;
import dev.refgate.RepositoryPlace;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhereaboutsTest {
    @TempDir
    Path base;

    @Test
    void relativePathsAreBelowTheProject() {
        Refgate.createRepository(base.resolve("flows"));
        RepositoryPlace place = place("flows", Optional.of("target/remote.git"));

        assertThat(place.repository()).isEqualTo(base.resolve("flows").toString());
        assertThat(place.remoteAddress())
                .contains(base.resolve("target/remote.git").toString());
    }

    @Test
    void aRemoteWithAnAddressNeedsNoRepositoryAroundTheProject() {
        assertThat(place(base.toString(), Optional.of("https://example.com/flows.git"))
                        .repository())
                .isEqualTo("https://example.com/flows.git");
    }

    @Test
    void aRepositoryAroundTheProjectIsKept() {
        Refgate.createRepository(base);

        RepositoryPlace place = place(base.toString(), Optional.of("https://example.com/flows.git"));

        assertThat(place.repository()).isEqualTo(base.toString());
        assertThat(place.remote()).contains("https://example.com/flows.git");
    }

    private RepositoryPlace place(String repository, Optional<String> remote) {
        return new Whereabouts(base, repository, remote).place(Map.of());
    }
}
