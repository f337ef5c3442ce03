package dev.refgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.document.Problems;
import dev.refgate.document.SampleDocuments;
import dev.refgate.internal.yaml.YamlDocumentReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyParserTest {
    private static final PolicyParser PARSER = new PolicyParser(new YamlDocumentReader());

    private final Problems problems = new Problems();

    @Test
    void readsThreeEnvironments() {
        Policy policy = parse(SampleDocuments.policy("three-environments.yml"));

        assertThat(policy.sourceRef()).isEqualTo("refs/heads/main");
        assertThat(policy.defaultEnvironment()).isEmpty();
        assertThat(policy.environments().names()).containsExactly("development", "staging", "production");
        assertThat(policy.environments().named("production").from()).contains("staging");
        assertThat(policy.rules().get("production"))
                .isEqualTo(new Policy.PromotionRules(
                        List.of(new Gate.Smoke("staging"), new Gate.Soak(Duration.ofMinutes(30))),
                        List.of(new FreezeWindow("0 18 * * FRI", Duration.ofHours(60), ZoneId.of("Europe/Berlin")))));
    }

    private Policy parse(String text) {
        var policy = PARSER.parse(text.getBytes(StandardCharsets.UTF_8), problems);
        assertThat(problems.sorted()).isEmpty();
        return policy.orElseThrow();
    }
}
