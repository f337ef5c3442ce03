package dev.refgate.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.workflow.BlockShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/blocks.md says of each type what its class says. */
class BlockReferenceTest {
    private static final Path PAGE = Path.of("../docs/blocks.md");

    private final List<BlockShape> shapes =
            BlockTypes.standard(TestServices.DEFAULT).shapes();

    @Test
    void thePageSaysWhatTheTypesSay() throws IOException {
        String expected = BlockReference.brought(Files.readString(PAGE), shapes);
        if (System.getProperty("refgate.update") != null) {
            Files.writeString(PAGE, expected);
        }

        assertThat(Files.readString(PAGE))
                .as(
                        "%s is out of date; write it anew with: mvn -pl core test -Dtest=BlockReferenceTest -Drefgate.update",
                        PAGE)
                .isEqualTo(expected);
    }

    @Test
    void aNewTypeGetsASectionAndWhatPeopleWroteStays() {
        BlockShape one = BlockShape.of("one", "Does one thing.", "One.").untimed();
        String page = BlockReference.brought("# Blocks\n", List.of(one)) + "\nWords of people.\n";

        String changed = BlockReference.brought(
                page,
                List.of(BlockShape.of("one", "Does another thing.", "Two."), BlockShape.of("two", "Is new.", "X.")));

        assertThat(changed)
                .startsWith("# Blocks\n\n## one\n\n")
                .contains("Does another thing.", "\nWords of people.\n\n## two\n\n", "Is new.")
                .doesNotContain("Does one thing.", "as long as the run");
    }
}
