package dev.refgate.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.document.Problem;
import dev.refgate.document.Problems;
import dev.refgate.document.SampleDocuments;
import dev.refgate.internal.yaml.YamlDocumentReader;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.run.BlockTypes;
import dev.refgate.run.TestServices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowParserTest {
    private static final WorkflowParser PARSER = new WorkflowParser(new YamlDocumentReader(), TestBlockShapes.all());

    private static final String FILE = "workflows/triage/workflow.yml";

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

    @Test
    void everyValidSampleIsAccepted() {
        WorkflowParser parser = new WorkflowParser(
                new YamlDocumentReader(),
                BlockTypes.standard(TestServices.DEFAULT).shapes());
        for (Path sample : SampleDocuments.all("workflow")) {
            Optional<Workflow> workflow = parser.parse(InMemoryFolder.of(SampleDocuments.read(sample)), problems);

            assertThat(problems.sorted()).as(sample.toString()).isEmpty();
            assertThat(workflow.orElseThrow().blocks()).isNotEmpty();
        }
    }

    @Test
    void readsEveryKey() {
        Workflow workflow = parse(SampleDocuments.workflow("all-keys.yml"));

        assertThat(block(workflow, "stop_early").needs()).isEmpty();
        assertThat(block(workflow, "choose").labels()).containsExactly("many", "few", "none_at_all");
        assertThat(block(workflow, "only_business_days").retry()).isEqualTo(Retry.NONE);
        assertThat(block(workflow, "only_business_days").onError()).isEqualTo(new OnError.Fail());
        assertThat(block(workflow, "note").timeout()).contains(Duration.ofMillis(1500));
        assertThat(block(workflow, "note").condition().orElseThrow().value())
                .isEqualTo("{{ inputs.limit is defined }}");
        assertThat(((OnError.Substitute) block(workflow, "note").onError())
                        .output()
                        .value())
                .isEqualTo(Collections.singletonMap("text", null));
        assertThat(block(workflow, "record").retry())
                .isEqualTo(new Retry(100, false, Duration.ZERO, Duration.ofHours(1)));
        assertThat(block(workflow, "record").needs().toString()).isEqualTo("[note]");
        assertThat(workflow.outputs().orElseThrow().value()).containsOnlyKeys("record", "kebab-name");
        assertThat(workflow.triggers().orElseThrow().items()).hasSize(2);
    }

    @Test
    void inputsAreRequiredUnlessTheyAreOptionalOrHaveADefault() {
        Workflow workflow = parse(SampleDocuments.workflow("all-keys.yml"));

        assertThat(workflow.inputs()).extracting(InputDeclaration::required).containsExactly(true, false, false, false);
        InputDeclaration limit = workflow.inputs().get(1);
        assertThat(limit.hasDefault()).isTrue();
        assertThat(limit.defaultValue()).isEqualTo(3L);
        assertThat(limit.location()).hasToString("workflows/triage/workflow.yml:6:3");
        assertThat(workflow.inputs().get(2).schema()).containsOnlyKeys("$ref", "$defs");
        assertThat(parse(SampleDocuments.workflow("support-triage.yml"))
                        .inputs()
                        .get(3)
                        .sensitive())
                .isTrue();
    }

    @Test
    void aPauseThatIsLongerThanTheUsualLongestRaisesIt() {
        Workflow workflow = parse(blocks("{ id: a, type: text, value: x, retry: { attempts: 2, initial: 30s } }"));

        assertThat(workflow.blocks().get(0).retry())
                .isEqualTo(new Retry(2, false, Duration.ofSeconds(30), Duration.ofSeconds(30)));
    }

    @Test
    void aBlockFollowsTheOneAboveIt() {
        Workflow workflow = parse(blocks(
                "{ id: a, type: condition, branches: [{ id: x }] }",
                "{ id: b, type: text, value: x }",
                "{ id: c, type: text, value: x, needs: [] }",
                "{ id: d, type: text, value: x, needs: [a.x, c] }"));

        assertThat(workflow.blocks())
                .extracting(block -> block.needs().toString())
                .containsExactly("[]", "[a]", "[]", "[a.x, c]");
        assertThat(block(workflow, "b").needs().get(0).location()).hasToString(FILE + ":4:5");
        assertThat(block(workflow, "d").needs().get(0).location()).hasToString(FILE + ":6:44");
    }

    @Test
    void everythingWrongIsSaidAtOnce() {
        String text = """
                version: 2
                nam: Misspelt
                inputs:
                  1st: { type: string }
                  age: { type: int, minimun: 3 }
                blocks:
                  - id: Greet
                    type: txt
                  - id: answer
                    type: text
                    valu: Hello
                    timeout: 5
                  - id: answer
                    type: json
                    value: 1
                    needs: [anser]
                outputs: [a]
                """;

        assertThat(problemsOf(text))
                .containsExactly(
                        FILE + ":1:10: expected the number 1, found the number 2",
                        FILE + ":2:1: unknown key \"nam\" in workflow.yml (expected one of: version, name, description,"
                                + " inputs, triggers, blocks, outputs); did you mean \"name\"?",
                        FILE + ":4:3: \"1st\" cannot be an input's name (expected [A-Za-z_][A-Za-z0-9_]*)",
                        FILE
                                + ":5:16: expected one of: string, number, integer, boolean, array, object, null, found the"
                                + " text \"int\"",
                        FILE + ":5:21: unknown key \"minimun\" in an input; did you mean \"minimum\"?",
                        FILE + ":8:11: expected one of: text, json, condition, continue_if, stop_if, javascript, http,"
                                + " found the text \"txt\"; did you mean \"text\"?",
                        FILE + ":9:5: a block of type text needs the key \"value\" (a text)",
                        FILE + ":11:5: unknown key \"valu\" in a block of type text (expected one of: id, type,"
                                + " description, needs, if, value, timeout, retry, on_error); did you mean \"value\"?",
                        FILE
                                + ":12:14: expected a duration like 500ms, 30s, 5m, 2h or 1d, above zero, found the number 5"
                                + " (put it in quotes)",
                        FILE + ":13:9: the id \"answer\" is already that of the block in line 9 (expected another)",
                        FILE
                                + ":16:13: unknown block \"anser\" (expected one of: Greet, answer); did you mean \"answer\"?",
                        FILE + ":17:10: expected a mapping, found a list");
    }

    @Test
    void needsLeadToBlocksAndBranchesThatExist() {
        assertThat(problemsOf(blocks(
                        "{ id: route, type: condition, branches: [{ id: high, if: true }, { id: normal }] }",
                        "{ id: a, type: text, value: x, needs: [rout] }",
                        "{ id: b, type: text, value: x, needs: [route.hihg] }",
                        "{ id: c, type: text, value: x, needs: [a.high] }",
                        "{ id: d, type: text, value: x, needs: [d] }",
                        "{ id: e, type: text, value: x, needs: [a, route.high, route.normal, a] }",
                        "{ id: f, type: text, value: x, needs: [a-b] }")))
                .containsExactly(
                        FILE + ":4:44: unknown block \"rout\" (expected one of: route, a, b, c, d, e, f); did you mean"
                                + " \"route\"?",
                        FILE
                                + ":5:44: the block \"route\" has no branch \"hihg\" (expected one of: high, normal); did you"
                                + " mean \"high\"?",
                        FILE + ":6:44: the block \"a\" has no branches (expected \"a\")",
                        FILE + ":7:44: the block \"d\" needs itself (expected another)",
                        FILE + ":8:73: \"a\" is needed already (expected each only once)",
                        FILE
                                + ":9:44: expected a block's id, or the id of a block and of its branch: route.high, found the"
                                + " text \"a-b\"");
    }

    @Test
    void eachCircleIsReportedOnceWithItsPath() {
        assertThat(problemsOf(blocks(
                        "{ id: start, type: text, value: x }",
                        "{ id: a, type: text, value: x, needs: [start, c] }",
                        "{ id: b, type: text, value: x }",
                        "{ id: c, type: text, value: x }",
                        "{ id: after, type: text, value: x }",
                        "{ id: p, type: text, value: x, needs: [after, q] }",
                        "{ id: q, type: text, value: x, needs: [p, b] }")))
                .containsExactly(
                        FILE + ":4:51: the blocks wait for each other: a → b → c → a (expected a way without a circle)",
                        FILE + ":8:51: the blocks wait for each other: p → q → p (expected a way without a circle)");
    }

    @Test
    void aVeryLongCircleIsFoundInReasonableTime() {
        StringBuilder text = new StringBuilder("version: 1\nblocks:\n");
        text.append("  - { id: b0, type: text, value: x, needs: [b9999] }\n");
        for (int i = 1; i < 10_000; i++) {
            text.append("  - { id: b").append(i).append(", type: text, value: x }\n");
        }

        assertThat(problemsOf(text.toString()))
                .singleElement()
                .asString()
                .startsWith(FILE + ":3:45: the blocks wait for each other: b0 → b1 → b2 → ")
                .endsWith(" → b9999 → b0 (expected a way without a circle)");
    }

    @Test
    void branchesDifferAndTheElseComesLast() {
        assertThat(problemsOf(
                        blocks("{ id: a, type: condition, branches: [{ id: x, if: true }, { id: y }, { id: x }] }")))
                .containsExactly(
                        FILE
                                + ":3:63: the branch \"y\" has no \"if\", so that no branch after it can be chosen (expected an"
                                + " \"if\", or this branch at the end)",
                        FILE + ":3:74: the branch id \"x\" is already that of the branch in line 3 (expected another)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"inputs", "outputs", "env", "loop", "range", "datetime", "timezone", "self", "not", "in"})
    void aBlockCannotHaveANameThatTemplatesUse(String name) {
        assertThat(problemsOf(blocks("{ id: \"" + name + "\", type: text, value: x }")))
                .containsExactly(FILE + ":3:11: \"" + name + "\" cannot be a block's id (expected another: it means"
                        + " something else in templates)");
    }

    @Test
    void idsHaveAForm() {
        assertThat(problemsOf(blocks("{ id: _env, type: text, value: x }", "{ id: 7, type: text, value: x }")))
                .containsExactly(
                        FILE
                                + ":3:11: expected a block's id, such as send_mail: [a-z][a-z0-9_]*, found the text \"_env\"",
                        FILE
                                + ":4:11: expected a block's id, such as send_mail: [a-z][a-z0-9_]*, found the number 7 (put it"
                                + " in quotes)");
    }

    @Test
    void thereIsAtLeastOneBlock() {
        assertThat(problemsOf("version: 1\nblocks: []\n"))
                .containsExactly(FILE + ":2:9: expected a list with at least one item, found an empty list");
        assertThat(PARSER.parse(InMemoryFolder.of("version: 1\n"), problems)).isEmpty();
        assertThat(problems.sorted())
                .extracting(Problem::toString)
                .contains(FILE + ":1:1: workflow.yml needs the key \"blocks\" (a list with at least one item)");
    }

    @Test
    void mergeKeysAreNoKeys() {
        assertThat(problemsOf(
                        blocks("&base { id: a, type: text, value: x }", "{ <<: *base, id: b, type: text, value: x }")))
                .containsExactly(FILE + ":4:7: unknown key \"<<\" in a block of type text (expected one of: id, type,"
                        + " description, needs, if, value, timeout, retry, on_error); merge keys are not supported: write the"
                        + " keys out");
    }

    @Test
    void pausesFitEachOther() {
        assertThat(problemsOf(blocks(
                        "{ id: a, type: text, value: x, retry: { attempts: 3, initial: 5s, max: 1s } }",
                        "{ id: b, type: text, value: x, retry: { attempts: 101 } }",
                        "{ id: c, type: text, value: x, on_error: ignore }",
                        "{ id: d, type: text, value: x, on_error: { outptu: 1 } }",
                        "{ id: e, type: text, value: x, timeout: 0s }")))
                .containsExactly(
                        FILE + ":3:76: the longest pause 1s is shorter than the first, 5s (expected max to be at least"
                                + " initial)",
                        FILE + ":4:55: expected a whole number from 1 to 100, found the number 101",
                        FILE + ":5:46: expected one of: fail, continue, found the text \"ignore\"",
                        FILE + ":6:46: on_error needs the key \"output\" (any value)",
                        FILE + ":6:48: unknown key \"outptu\" in on_error (expected one of: output); did you mean"
                                + " \"output\"?",
                        FILE
                                + ":7:45: expected a duration like 500ms, 30s, 5m, 2h or 1d, above zero, found the text \"0s\"");
    }

    @Test
    void triggersNameTimesAndInputsThatExist() {
        String text = """
                version: 1
                inputs:
                  who: { type: string }
                  why: { type: string, default: "" }
                triggers:
                  - cron: "61 * * * *"
                    timezone: Europe/Berlim
                    inputs: { who: a }
                  - cron: "0 0 30 2 *"
                    inputs: { who: a }
                  - webhook: { inputs: { hwo: a } }
                  - webhok: {}
                  - cron: "* * * *"
                    webhook: {}
                blocks: [{ id: a, type: text, value: x }]
                """;

        assertThat(problemsOf(text))
                .containsExactly(
                        FILE
                                + ":6:11: \"61\" cannot stand in a cron expression here (expected minute: 0-59, or *, a-b, a,b,"
                                + " */n, a-b/n)",
                        FILE
                                + ":7:15: unknown time zone \"Europe/Berlim\" (expected a name like Europe/Berlin or UTC); did"
                                + " you mean \"Europe/Berlin\"?",
                        FILE + ":9:11: the time \"0 0 30 2 *\" never comes (expected a day that one of its months has)",
                        FILE
                                + ":11:14: the trigger leaves out the input \"who\" (expected a value for it, or a default where"
                                + " it is declared)",
                        FILE + ":11:26: unknown input \"hwo\" (expected one of: who, why); did you mean \"who\"?",
                        FILE + ":12:5: a trigger needs one of the keys: webhook, cron; did you mean \"webhook\"?",
                        FILE + ":13:5: unknown key \"cron\" in a webhook trigger (expected one of: webhook)",
                        FILE
                                + ":14:14: the trigger leaves out the input \"who\" (expected a value for it, or a default where"
                                + " it is declared)");
    }

    @Test
    void inputsAreStrictJsonSchemas() {
        String text = """
                version: 1
                inputs:
                  a: { type: object, properties: { x: { typ: string } } }
                  b: { items: { anyOf: [ { minLength: -1 }, 3 ] } }
                  c: { $ref: "https://example.com/schema.json" }
                  d: { format: emial }
                  e: { optional: yes }
                  f: string
                  g: { additionalProperties: { properties: [] } }
                blocks: [{ id: a, type: text, value: x }]
                """;

        assertThat(problemsOf(text))
                .containsExactly(
                        FILE + ":3:41: unknown key \"typ\" in a JSON Schema; did you mean \"type\"?",
                        FILE + ":4:39: expected a whole number from 0 to 2147483647, found the number -1",
                        FILE + ":4:45: expected true or false, or a mapping (a JSON Schema), found the number 3",
                        FILE + ":5:14: expected a reference inside this schema, such as #/$defs/address, found the text"
                                + " \"https://example.com/schema.json\"",
                        FILE + ":6:16: expected one of: date-time, date, time, duration, email, idn-email, hostname,"
                                + " idn-hostname, ipv4, ipv6, uri, uri-reference, iri, iri-reference, uuid, uri-template,"
                                + " json-pointer, relative-json-pointer, regex, found the text \"emial\"; did you mean \"email\"?",
                        FILE + ":7:18: expected true or false, found the text \"yes\"",
                        FILE + ":8:6: expected a mapping (an input), found the text \"string\"",
                        FILE + ":9:44: expected a mapping, found a list");
    }

    @Test
    void aFolderWithoutItsFileIsNoWorkflow() {
        assertThat(problemsIn(InMemoryFolder.empty().with("workflow.yaml", "version: 1")))
                .containsExactly(FILE + ": the file is missing (expected it in every workflow's folder)");
    }

    @Test
    void aFolderHoldsRegularFilesOnly() {
        assertThat(problemsIn(InMemoryFolder.of(blocks("{ id: a, type: text, value: x }"))
                        .with("link.js", WorkflowFolder.Kind.SYMLINK)
                        .with("vendor/lib", WorkflowFolder.Kind.SUBMODULE)
                        .with("model.bin", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")
                        .with("long.txt", "version https://git-lfs.github.com/spec/" + "x".repeat(2_000))))
                .containsExactly(
                        "workflows/triage/link.js: a symbolic link (expected a regular file)",
                        "workflows/triage/model.bin: a Git LFS pointer (expected the file's own content: git lfs untrack it)",
                        "workflows/triage/vendor/lib: a submodule (expected a regular file or folder)");
    }

    @Test
    void aLinkInPlaceOfTheFileIsOneProblem() {
        assertThat(problemsIn(InMemoryFolder.empty().with("workflow.yml", WorkflowFolder.Kind.SYMLINK)))
                .containsExactly(FILE + ": a symbolic link (expected a regular file)");
    }

    @Test
    void aFileThatIsTooLargeIsNotRead() {
        assertThat(problemsIn(InMemoryFolder.of("#".repeat((1 << 20) + 1))))
                .containsExactly(FILE + ": the file is too large (expected at most 1048576 bytes)");
    }

    @Test
    void anUnquotedTemplateIsOneProblem() {
        assertThat(problemsOf(blocks("{ id: a, type: text, value: {{ inputs.x }} }")))
                .containsExactly(FILE + ":3:33: put the template in quotes: \"{{ inputs.x }}\"");
    }

    private static String blocks(String... blocks) {
        return "version: 1\nblocks:\n  - " + String.join("\n  - ", blocks) + "\n";
    }

    private List<String> problemsIn(InMemoryFolder folder) {
        assertThat(PARSER.parse(folder, problems)).isEmpty();
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    private Workflow parse(String text) {
        Optional<Workflow> workflow = PARSER.parse(InMemoryFolder.of(text), problems);
        assertThat(problems.sorted()).isEmpty();
        return workflow.orElseThrow();
    }

    private List<String> problemsOf(String text) {
        return problemsIn(InMemoryFolder.of(text));
    }

    private static Block block(Workflow workflow, String id) {
        return workflow.blocks().stream()
                .filter(block -> block.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
