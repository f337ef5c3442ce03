package dev.refgate.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.refgate.document.JsonSchemaFile;
import dev.refgate.document.Node;
import dev.refgate.document.Problems;
import dev.refgate.document.SampleDocuments;
import dev.refgate.document.Shape;
import dev.refgate.internal.yaml.Json;
import dev.refgate.internal.yaml.YamlDocumentReader;
import dev.refgate.policy.PolicyFile;
import dev.refgate.run.BlockTypes;
import dev.refgate.run.TestServices;
import dev.refgate.workflow.BlockShape;
import dev.refgate.workflow.TestBlockShapes;
import dev.refgate.workflow.WorkflowParser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The strict parser and the JSON Schema come from one declaration; this proves that they also say the same, for valid
 * documents and for thousands of ways to spoil one.
 */
class SchemaAgreementTest {
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final YamlDocumentReader READER = new YamlDocumentReader();

    @ParameterizedTest
    @ValueSource(strings = {"policy", "workflow"})
    void theSchemaIsASchema(String kind) {
        Schema metaSchema = REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        List<Error> errors = metaSchema.validate(schemaText(shape(kind)), InputFormat.JSON);

        assertThat(errors).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"policy", "workflow"})
    void parserAndSchemaAcceptEveryValidDocument(String kind) {
        Schema schema = REGISTRY.getSchema(schemaText(shape(kind)), InputFormat.JSON);

        for (Path sample : SampleDocuments.all(kind)) {
            Object value = read(SampleDocuments.read(sample)).value();

            assertThat(schema.validate(new Json().write(value), InputFormat.JSON))
                    .as("schema, %s", sample)
                    .isEmpty();
            assertThat(shapeProblems(shape(kind), new Json().write(value)).sorted())
                    .as("parser, %s", sample)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"policy", "workflow"})
    void parserAndSchemaAgreeOnEveryMutation(String kind) {
        Shape shape = shape(kind);
        Schema schema = REGISTRY.getSchema(schemaText(shape), InputFormat.JSON);
        List<String> disagreements = new ArrayList<>();
        int accepted = 0;
        int refused = 0;

        for (Path sample : SampleDocuments.all(kind)) {
            for (Mutations.Mutation mutation :
                    Mutations.of(read(SampleDocuments.read(sample)).value())) {
                String text = new Json().write(mutation.document());
                Problems problems = shapeProblems(shape, text);
                List<Error> errors = schema.validate(text, InputFormat.JSON);
                if (problems.isEmpty() != errors.isEmpty()) {
                    disagreements.add("%s, %s: parser %s, schema %s"
                            .formatted(sample.getFileName(), mutation.description(), problems.sorted(), errors));
                }
                accepted += problems.isEmpty() ? 1 : 0;
                refused += problems.isEmpty() ? 0 : 1;
            }
        }

        assertThat(disagreements).isEmpty();
        assertThat(accepted).as("accepted").isGreaterThan(100);
        assertThat(refused).as("refused").isGreaterThan(1_000);
    }

    private static Shape shape(String kind) {
        return kind.equals("policy") ? PolicyFile.shape() : new WorkflowParser(READER, blockShapes()).shape();
    }

    /** The block types that there are, and those of the samples that are not there yet. */
    private static List<BlockShape> blockShapes() {
        Map<String, BlockShape> byType = new LinkedHashMap<>();
        TestBlockShapes.all().forEach(shape -> byType.put(shape.type(), shape));
        BlockTypes.standard(TestServices.DEFAULT).shapes().forEach(shape -> byType.put(shape.type(), shape));
        return List.copyOf(byType.values());
    }

    private static String schemaText(Shape shape) {
        return new Json().write(JsonSchemaFile.of("under-test.schema.json", "Under test", shape));
    }

    private static Problems shapeProblems(Shape shape, String text) {
        Problems problems = new Problems();
        shape.check(read(text), problems);
        return problems;
    }

    private static Node read(String text) {
        Problems problems = new Problems();
        Node node = READER.read("document.yml", text.getBytes(StandardCharsets.UTF_8), problems)
                .orElseThrow();
        assertThat(problems.sorted()).isEmpty();
        return node;
    }
}
