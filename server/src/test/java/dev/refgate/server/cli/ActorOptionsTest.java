package dev.refgate.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.promotion.Actor;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActorOptionsTest {
    private static final Map<String, String> GIT =
            Map.of("GIT_AUTHOR_NAME", "Grace", "GIT_AUTHOR_EMAIL", "grace@example.com");

    @Test
    void theOptionCountsThenGitsVariablesThenTheUser() {
        assertThat(ActorOptions.actor(Optional.of("Ada L. <ada@example.com>"), GIT, "root"))
                .isEqualTo(Actor.claimed("Ada L.", "ada@example.com"));
        assertThat(ActorOptions.actor(Optional.of(" Ada "), GIT, "root"))
                .isEqualTo(Actor.claimed("Ada", "root@localhost"));
        assertThat(ActorOptions.actor(Optional.empty(), GIT, "root"))
                .isEqualTo(Actor.claimed("Grace", "grace@example.com"));
        assertThat(ActorOptions.actor(Optional.empty(), Map.of("GIT_AUTHOR_NAME", " "), "root"))
                .isEqualTo(Actor.claimed("root", "root@localhost"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<ada@example.com>", "Ada <ada", "Ada\nReason: x", "Ada <a> <b>"})
    void whatIsNoNameIsRefused(String given) {
        assertThatThrownBy(() -> ActorOptions.actor(Optional.of(given), GIT, "root"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("--actor: ");
    }
}
