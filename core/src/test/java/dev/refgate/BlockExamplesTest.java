package dev.refgate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** examples/blocks has a workflow for each type of block, and nothing is wrong with any of them. */
class BlockExamplesTest {
    private static final Path EXAMPLES = Path.of("../examples/blocks");

    @Test
    void nothingIsWrongWithThem() {
        assertThat(new RepositoryFolder(EXAMPLES).problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "text, text",
        "json, json",
        "condition, condition",
        "continue-if, continue_if",
        "stop-if, stop_if",
        "javascript, javascript",
        "http, http",
        "llm, llm",
        "delay, delay",
        "reduce, reduce",
        "workflow, workflow",
        "save-document, save_document",
        "query-documents, query_documents"
    })
    void eachTypeHasOne(String workflow, String type) throws IOException {
        Path folder = EXAMPLES.resolve("workflows").resolve(workflow);

        assertThat(Files.readString(folder.resolve("workflow.yml"))).contains("type: " + type);
        assertThat(folder.resolve("tests/cases.yml")).exists();
        assertThat(Files.readString(EXAMPLES.resolve("README.md")))
                .contains("](workflows/" + workflow + "/workflow.yml)");
    }
}
