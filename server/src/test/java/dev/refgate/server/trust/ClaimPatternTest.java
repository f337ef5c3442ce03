package dev.refgate.server.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimPatternTest {

    @ParameterizedTest
    @CsvSource({
        "acme/workflows, acme/workflows",
        "acme/*, acme/workflows",
        "refs/heads/release-*, refs/heads/release-1.2",
        "acme/w/.github/workflows/*.yml@refs/heads/main, acme/w/.github/workflows/promote.yml@refs/heads/main",
        "repo:acme/*:environment:production, repo:acme/workflows:environment:production",
        "a.b, a.b",
        "\\Q*, \\Qx",
    })
    void fitsWhatItSays(String pattern, String claim) {
        assertThat(new ClaimPattern(pattern).fits(claim)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "acme/*, acme-evil/x",
        "acme/*, acme/x/y",
        "acme/*, acme/",
        "acme/*, evil/acme/x",
        "acme/workflows, ACME/workflows",
        "acme/workflows, acme/workflows2",
        "acme/workflows, 'acme/workflows '",
        "a.b, axb",
        "refs/heads/*, refs/heads/feature/x",
        "refs/heads/*, refs/tags/main",
        "repo:acme/*, repo:acme/x:pull_request",
        "acme/w/.github/workflows/*@refs/heads/main, acme/w/.github/workflows/x@refs/heads/evil@refs/heads/main",
        "*@acme.com, evil@x@acme.com",
    })
    void fitsNothingElse(String pattern, String claim) {
        assertThat(new ClaimPattern(pattern).fits(claim)).isFalse();
    }

    @Test
    void aLineEndIsNotPassedOver() {
        assertThat(new ClaimPattern("acme/*").fits("acme/x\n")).isFalse();
        assertThat(new ClaimPattern("acme/x").fits("acme/x\n")).isFalse();
    }

    @Test
    void ofListsOneItemIsEnoughAndOfMappingsNothing() {
        assertThat(new ClaimPattern("ops").fits(List.of("dev", "ops"))).isTrue();
        assertThat(new ClaimPattern("ops").fits(List.of("dev", List.of("ops")))).isFalse();
        assertThat(new ClaimPattern("ops").fits(Map.of("ops", "ops"))).isFalse();
        assertThat(new ClaimPattern("true").fits(true)).isTrue();
        assertThat(new ClaimPattern("42").fits(42L)).isTrue();
    }

    @Test
    void whatIsMissingFitsNothing() {
        assertThat(new ClaimPattern("null").fits(null)).isFalse();
        assertThat(new ClaimPattern("*").fits(null)).isFalse();
    }
}
