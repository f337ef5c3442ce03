package dev.refgate.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.InvalidArgumentException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActorNameTest {
    private static final Map<String, String> GIT =
            Map.of("GIT_AUTHOR_NAME", "Grace", "GIT_AUTHOR_EMAIL", "grace@example.com");

    @Test
    void theOptionCountsThenGitsVariablesThenTheUser() {
        assertThat(Actor.named("Ada L. <ada@example.com>", "root"))
                .isEqualTo(Actor.claimed("Ada L.", "ada@example.com"));
        assertThat(Actor.named(" Ada ", "root")).isEqualTo(Actor.claimed("Ada", "root@localhost"));
        assertThat(Actor.ofVariables(GIT, "root")).isEqualTo(Actor.claimed("Grace", "grace@example.com"));
        assertThat(Actor.ofVariables(Map.of("GIT_AUTHOR_NAME", " "), "root"))
                .isEqualTo(Actor.claimed("root", "root@localhost"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<ada@example.com>", "Ada <ada", "Ada\nReason: x", "Ada <a> <b>"})
    void whatIsNoNameIsRefused(String given) {
        assertThatThrownBy(() -> Actor.named(given, "root"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("--actor: ");
    }
}
