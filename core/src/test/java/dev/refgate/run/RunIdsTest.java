package dev.refgate.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The ids of runs. */
class RunIdsTest {

    @Test
    void idsAreUniqueAndInTheOrderOfTime() {
        List<String> ids = Stream.generate(RunIds::next).limit(10_000).toList();

        assertThat(ids).isSorted().doesNotHaveDuplicates();
        assertThat(ids).allMatch(id -> id.matches("run_[0-9a-f]{12}7[0-9a-f]{19}"));
    }
}
