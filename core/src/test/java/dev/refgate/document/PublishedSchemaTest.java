package dev.refgate.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.internal.yaml.Json;
import dev.refgate.internal.yaml.YamlDocumentReader;
import dev.refgate.policy.PolicyFile;
import dev.refgate.run.BlockTypes;
import dev.refgate.run.TestServices;
import dev.refgate.test.TestFile;
import dev.refgate.workflow.WorkflowParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON Schemas in the resources are those that the shapes give. */
class PublishedSchemaTest {
    private static final Path FOLDER = Path.of("src/main/resources/dev/refgate/schema");
    private static final String UPDATE = "refgate.update";

    private record Published(String name, String title, Shape shape) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Published> schemas() {
        Shape workflow = new WorkflowParser(
                        new YamlDocumentReader(),
                        BlockTypes.standard(TestServices.DEFAULT).shapes())
                .shape();
        return Stream.of(
                new Published(
                        "refgate.schema.json",
                        "refgate.yml: environments, and what promotions must meet",
                        PolicyFile.shape()),
                new Published("workflow.schema.json", "workflow.yml: inputs, blocks, outputs", workflow),
                new Published("test.schema.json", "tests/*.yml: test cases of a workflow", TestFile.shape()));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void isWhatTheShapesGive(Published published) throws IOException {
        Path file = FOLDER.resolve(published.name());
        String expected =
                new Json().writeIndented(JsonSchemaFile.of(published.name(), published.title(), published.shape()));
        if (System.getProperty(UPDATE) != null) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, expected);
        }

        assertThat(Files.readString(file))
                .as(
                        "%s is out of date; write it anew with: mvn -pl core test -Dtest=PublishedSchemaTest -D%s",
                        file, UPDATE)
                .isEqualTo(expected);
    }
}
