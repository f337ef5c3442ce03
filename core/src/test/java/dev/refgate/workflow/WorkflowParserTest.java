package dev.refgate.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.document.Problem;
import dev.refgate.document.Problems;
import dev.refgate.document.SampleDocuments;
import dev.refgate.internal.yaml.YamlDocumentReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkflowParserTest {
    private static final WorkflowParser PARSER = new WorkflowParser(new YamlDocumentReader(), TestBlockShapes.all());

    private final Problems problems = new Problems();

    @Test
    void readsTheSupportTriage() {
        Workflow workflow = parse(SampleDocuments.workflow("support-triage.yml"));

        assertThat(workflow.name()).contains("Support triage");
        assertThat(workflow.inputs())
                .extracting(InputDeclaration::name)
                .containsExactly("ticket_id", "subject", "body", "customer_email");
        assertThat(workflow.blocks())
                .extracting(Block::id)
                .containsExactly("classify", "route", "page_on_call", "queue");
        assertThat(workflow.blocks())
                .extracting(block -> block.needs().toString())
                .containsExactly("[]", "[classify]", "[route.high]", "[route.normal, page_on_call]");
        assertThat(block(workflow, "route").labels()).containsExactly("high", "normal");
        assertThat(block(workflow, "page_on_call").retry())
                .isEqualTo(new Retry(3, true, Duration.ofMillis(200), Duration.ofSeconds(5)));
        assertThat(block(workflow, "page_on_call").timeout()).contains(Duration.ofSeconds(5));
        assertThat(block(workflow, "page_on_call").onError()).isEqualTo(new OnError.Continue());
    }

    private Workflow parse(String text) {
        Optional<Workflow> workflow = PARSER.parse(InMemoryFolder.of(text), problems);
        assertThat(problems.sorted()).isEmpty();
        return workflow.orElseThrow();
    }

    private List<String> problemsOf(String text) {
        assertThat(PARSER.parse(InMemoryFolder.of(text), problems)).isEmpty();
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    private static Block block(Workflow workflow, String id) {
        return workflow.blocks().stream()
                .filter(block -> block.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
