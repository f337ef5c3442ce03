package dev.refgate.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code javascript}: what a script gets, what it gives, and what is said when it goes wrong. */
class JavascriptBlockTest {
    private final TestEngine engine = new TestEngine();

    @Test
    void callsTheDefaultExportOfAFileWithWhatIsRendered() {
        CompiledWorkflow workflow = engine.compile(InMemoryWorkflow.of("""
                version: 1
                inputs: { subject: {} }
                blocks:
                  - { id: classify, type: javascript, file: classify.js, with: { text: "{{ inputs.subject }}", n: 2 } }
                """)
                .with(
                        "classify.js",
                        "export default ({ text, n }) => ({ text: text.toUpperCase(), n: n + 1, half: n / 4 });"));

        RunResult result = engine.run(workflow, Map.of("subject", "prod down"));

        assertThat(result.error()).isEmpty();
        assertThat(result.outputs()).isEqualTo(Map.of("classify", Map.of("text", "PROD DOWN", "n", 3L, "half", 0.5)));
    }

    @Test
    void moduleStateIsNewInEachCall() {
        CompiledWorkflow workflow = engine.compile("""
                blocks:
                  - id: count
                    type: javascript
                    source: |
                      let counter = 0;
                      export default () => ++counter;
                """);

        for (int call = 0; call < 20; call++) {
            assertThat(engine.run(workflow, Map.of()).outputs()).isEqualTo(Map.of("count", 1L));
        }
    }

    @Test
    void anErrorSaysWhereInWhichFile() {
        RunResult result = engine.run("""
                blocks:
                  - id: broken
                    type: javascript
                    source: |
                      export default x => {
                        return x.a.b;
                      };
                """);

        assertThat(result.error().orElseThrow().message())
                .isEqualTo("workflows/triage/workflow.yml:7:16: TypeError: Cannot read property 'b' of undefined");
    }
}
