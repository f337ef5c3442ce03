package dev.refgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.HostedWorkflows.Exported;
import dev.refgate.HostedWorkflows.Imported;
import dev.refgate.document.InvalidDocumentException;
import dev.refgate.document.Problem;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.hosted.Remark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configurations of the hosted product become workflows, and workflows such configurations. */
final class HostedWorkflowsTest {
    private static final String REPLY = """
            workflow_key: Support Reply
            workflow_config:
              workflow_display_name: Support reply
              workflow_schema_version: "1.0"
              workflow_description: Drafts a reply.
              blocks:
                - block_archetype_id: com.scoutos.input
                  block_display_name: Inputs
                  block_id: inputs
                  block_inputs:
                    items:
                      - { display_name: The ticket, key: ticket, input_type: long_text }
                      - { display_name: tone, key: tone, input_type: long_text, is_optional: true }
                  dependencies: []
                - block_archetype_id: com.scoutos.llm
                  block_display_name: Draft it
                  block_id: draft
                  block_inputs:
                    model: gpt-4o
                    max_tokens: 800
                    temperature: 0.5
                    response_format: text
                    prompt_items:
                      - { role: system, content: "Be {{ inputs.tone | default('kind') }}." }
                      - { role: user, content: "{{ inputs.ticket }}" }
                  dependencies: [ { block_id: inputs } ]
                - block_archetype_id: com.scoutos.llm
                  block_display_name: check
                  block_id: check
                  ignore_error: true
                  is_output: true
                  block_inputs:
                    model: gpt-4o
                    response_format: json_object
                    prompt_items:
                      - { role: user, content: "Is this kind? {{ draft.output }} It is about '{{ 'draft.output' }}'" }
                  dependencies: [ { block_id: draft } ]
            """;

    private static final String VALID_POLICY = """
            version: 1
            source: main
            environments: { development: { ref: refs/heads/main } }
            """;

    @TempDir
    private Path folder;

    private static Imported imported(String text) {
        return HostedWorkflows.read("workflow.yml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static Exported exported(String key, String text) {
        return HostedWorkflows.export(key, text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> said(List<Remark> remarks) {
        return remarks.stream().map(Remark::toString).toList();
    }

    private List<String> problems(String workflow) throws IOException {
        Files.writeString(folder.resolve("refgate.yml"), VALID_POLICY);
        Files.createDirectories(folder.resolve("workflows/it"));
        Files.writeString(folder.resolve("workflows/it/workflow.yml"), workflow);
        return new RepositoryFolder(folder)
                .problems().stream().map(Problem::toString).toList();
    }

    @Test
    void whatBothHaveIsAValidWorkflow() throws IOException {
        Imported made = imported(REPLY);

        assertThat(made.id()).contains("support-reply");
        assertThat(problems(made.text())).isEmpty();
        assertThat(made.text())
                .contains("name: \"Support reply\"", "title: \"The ticket\"", "optional: true")
                .contains("Is this kind? {{ draft.output.text }} It is about '{{ 'draft.output' }}'")
                .contains("check: \"{{ check.output.json }}\"", "on_error: \"continue\"", "max_tokens: 800");
        assertThat(said(made.remarks()))
                .anyMatch(remark -> remark.startsWith("left to do: settings: LLM_BASE_URL"))
                .noneMatch(remark -> remark.startsWith("not carried over"));
    }

    @Test
    void whatBothHaveComesBackAsItWas() {
        Exported back = exported("support-reply", imported(REPLY).text());

        assertThat(back.remarks()).isEmpty();
        assertThat(back.text())
                .contains("{{ draft.output }}", "ignore_error: true", "is_output: true", "is_optional: true");
        Imported again = imported(back.text());
        assertThat(again.id()).contains("support-reply");
        assertThat(again.text()).isEqualTo(imported(REPLY).text());
    }

    @Test
    void branchesAndConditionsComeThereAndBackAndAreToBeChecked() throws IOException {
        Imported made = imported("""
                blocks:
                  - { block_id: open, block_archetype_id: com.scoutos.continue_if, block_display_name: "Open?", block_inputs: { condition: "{{ 1 < 2 }}" }, dependencies: [] }
                  - block_id: urgent
                    block_archetype_id: com.scoutos.conditional
                    block_display_name: urgent
                    block_inputs: { condition: "{{ open.output.evaluated_condition }}", block_on_true: page, block_on_false: stop }
                    dependencies: [ { block_id: open } ]
                  - block_id: page
                    block_archetype_id: com.scoutos.http
                    block_display_name: page
                    block_inputs:
                      method: POST
                      url: https://pager.example/events
                      headers: [ { key: X-Team, value: support } ]
                      body: { urgent: true }
                    dependencies: [ { block_id: urgent } ]
                  - { block_id: stop, block_archetype_id: com.scoutos.stop-if, block_display_name: stop, block_inputs: { condition: "true" }, dependencies: [ { block_id: urgent } ] }
                """);

        assertThat(problems(made.text())).isEmpty();
        assertThat(made.text()).contains("- \"urgent.then\"", "- \"urgent.else\"", "X-Team: \"support\"");
        assertThat(said(made.remarks()))
                .hasSize(4)
                .allMatch(remark -> remark.startsWith("please check: block "))
                .contains(
                        "please check: block urgent: com.scoutos.conditional has become condition; its keys are not published,"
                                + " so they were guessed");
        Exported back = exported("it", made.text());
        assertThat(back.remarks()).isEmpty();
        assertThat(back.text()).contains("block_on_true: \"page\"", "block_on_false: \"stop\"");
        assertThat(imported(back.text()).text()).isEqualTo(made.text());
    }

    @Test
    void whatHasNoPlaceIsListedByNameAndWhy() {
        Imported made = imported("""
                { "workflow_img_url": "https://x.example/i.png", "tags": ["a"], "is_tool": true, "placeholders": [], "novelty": 1,
                  "notes": [{"id": "n1", "bgColor": "red"}], "workflow_schema_version": "2.0",
                  "blocks": [{"block_id": "inputs", "block_archetype_id": "com.scoutos.input", "block_display_name": "In",
                              "block_inputs": {"items": [{"key": "a b"}, {"key": "file", "input_type": "upload"},
                                                         {"key": "short", "input_type": "short_text"}]}},
                             {"block_id": "Say-It", "block_archetype_id": "com.scoutos.llm", "block_display_name": "s",
                              "ui": {"position": {"x": 1, "y": 2}}, "block_config": [{"type": "number"}],
                              "block_inputs": {"model": "m", "items": [1], "reasoning_effort": "low",
                                               "prompt_items": [{"role": "user", "content": "x"}]}}]}
                """);

        assertThat(made.id()).isEmpty();
        assertThat(said(made.remarks()))
                .contains(
                        "not carried over: workflow: workflow_img_url: Refgate does not show pictures of workflows",
                        "not carried over: workflow: tags: workflows have no tags here",
                        "not carried over: workflow: notes: the editor's notes have no place in workflow.yml",
                        "not carried over: workflow: novelty: not known",
                        "please check: workflow: workflow_schema_version is 2.0 (known is 1.0)",
                        "not carried over: block inputs: input \"a b\": its key (expected [A-Za-z_][A-Za-z0-9_]*, each once)",
                        "please check: block inputs: input file: input_type upload is not known; any value is taken",
                        "please check: block Say-It: it is called say_it here, and templates that named it say so",
                        "not carried over: block Say-It: ui: where blocks stand in an editor is nobody's business here",
                        "not carried over: block Say-It: block_config: settings are in the block's keys here",
                        "not carried over: block Say-It: reasoning_effort: llm has no such key",
                        "not carried over: block Say-It: items: llm has no such key")
                .noneMatch(remark -> remark.contains("placeholders"));
    }

    @Test
    void aBlockThatThereIsNotHereIsKeptAndNamedByValidate() throws IOException {
        Imported made = imported("""
                blocks:
                  - { block_id: tell, block_archetype_id: com.scoutos.discord.message, block_display_name: tell,
                      block_inputs: { channel: "{{ _env.CHANNEL }}" }, dependencies: [] }
                """);

        assertThat(said(made.remarks()))
                .containsExactly(
                        "left to do: block tell: com.scoutos.discord.message has no type here: write it anew, or take it out");
        assertThat(problems(made.text()))
                .anyMatch(problem ->
                        problem.matches("workflows/it/workflow.yml:[0-9]+:[0-9]+: .*com.scoutos.discord.message.*"));
        assertThat(exported("it", made.text()).text()).contains("com.scoutos.discord.message", "_env.CHANNEL");
    }

    @Test
    void ownBlocksGoThereAndBackButNotIntoService() {
        String workflow = """
                version: 1
                inputs: { amount: { type: integer, minimum: 1 } }
                triggers: [ { webhook: { inputs: { amount: "1" } } } ]
                blocks:
                  - { id: double, type: javascript, source: "export default x => x * 2", with: "{{ inputs.amount }}", timeout: 1s }
                  - { id: wait, type: delay, for: 1s, retry: { attempts: 2 } }
                outputs: { sum: "{{ double.output }}" }
                """;

        Exported made = exported("sums", workflow);

        assertThat(said(made.remarks()))
                .contains(
                        "left to do: block double: the hosted product has no block of type javascript that is known",
                        "not carried over: block double: timeout: the hosted product has no such setting",
                        "not carried over: block wait: retry: the hosted product has no such setting",
                        "not carried over: input amount: minimum: inputs have no schema there",
                        "not carried over: workflow: triggers: the hosted product declares triggers apart from workflows")
                .anyMatch(remark -> remark.startsWith("not carried over: output sum: "));
        assertThat(imported(made.text()).text())
                .contains("type: \"javascript\"", "export default x => x * 2", "- \"double\"");
    }

    @Test
    void whatIsNoConfigurationIsRefusedWithWhereAndWhy() {
        assertThatThrownBy(() -> imported("[1]"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("not a mapping");
        assertThatThrownBy(() -> imported("version: 1\nsteps: []\n")).hasMessageContaining("workflow_config");
        assertThatThrownBy(() -> imported("blocks: [{ block_id: a }]"))
                .hasMessage("block a: block_archetype_id is missing (expected such as com.scoutos.llm)");
        assertThatThrownBy(() -> imported("blocks: 3")).hasMessageContaining("blocks is no list");
        assertThatThrownBy(() -> imported("a: [\n")).isInstanceOf(InvalidDocumentException.class);
        assertThatThrownBy(() -> imported(
                        "blocks: [{ block_id: a, block_archetype_id: x }, { block_id: a, block_archetype_id: x }]"))
                .hasMessageContaining("block_id: a twice");
    }
}
