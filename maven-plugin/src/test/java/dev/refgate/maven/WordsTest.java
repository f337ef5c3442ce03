package dev.refgate.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void optionsOfTheCommandLineBecomeProperties() {
        assertThat(Words.inProperties("hold is on (to promote it all the same: --release-hold)"))
                .isEqualTo("hold is on (to promote it all the same: -Drefgate.releaseHold)");
        assertThat(Words.inProperties("no server (expected --server URL, or REFGATE_SERVER)"))
                .isEqualTo("no server (expected -Drefgate.server=URL, or REFGATE_SERVER)");
        assertThat(Words.inProperties("override: needs a reason (expected --reason \"…\", for the record)"))
                .isEqualTo("override: needs a reason (expected -Drefgate.reason=\"…\", for the record)");
        assertThat(Words.inProperties("--plan: x.json (expected one JSON object)"))
                .isEqualTo("refgate.plan: x.json (expected one JSON object)");
    }

    @Test
    void whatIsNoOptionStays() {
        String message = "--unknown and a--remote and ---plan and --remotely and $1 \\ --";

        assertThat(Words.inProperties(message)).isEqualTo(message);
    }
}
