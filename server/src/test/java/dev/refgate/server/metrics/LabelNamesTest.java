package dev.refgate.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LabelNamesTest {
    @Test
    void theFirstKeepTheirNamesAndAllFurtherShareOne() {
        LabelNames names = new LabelNames(2);

        assertThat(names.label("a")).isEqualTo("a");
        assertThat(names.label("b")).isEqualTo("b");
        assertThat(names.label("c")).isEqualTo("other");
        assertThat(names.label("a")).isEqualTo("a");
    }
}
