package dev.refgate.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.diff.BlockGraph;
import dev.refgate.diff.BlocksDiff;
import dev.refgate.diff.Differs;
import dev.refgate.diff.RepositoryDiff;
import dev.refgate.diff.WorkflowFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class DiffRenderingTest {
    private static final String EVIL =
            "```` </code></pre><script>alert(1)</script> @admin [x](http://evil) \"]; click b0 http://evil \u001b[31m \u202e ";

    @Test
    void theMarkdownOfARealChangeIsAsItShouldBe() {
        assertThat(new MarkdownDiff().render(triage())).isEqualTo(resource("triage.golden.md"));
    }

    @Test
    void theTerminalShowsBlocksFilesAndImpact() {
        String text = new TerminalDiff(false).render(triage());

        assertThat(text)
                .startsWith("production → staging: 1 workflow differs (1 changed)\n")
                .contains("    - callers must now send priority (new)\n")
                .contains("    + settings newly needed in _env: CRM_URL\n")
                .contains("    ~ edge rewired: fetch_crm → queue instead of route.normal → queue\n")
                .contains("    - edge removed: page_on_call → queue\n")
                .contains(
                        "      +export default (input) => ({ urgency: input.text.includes(\"down\") ? \"high\" : \"low\" });\n")
                .doesNotContain("\u001b");
    }

    @Test
    void coloursAreOnlyForTerminalsThatHaveThem() {
        assertThat(new TerminalDiff(true).render(triage()))
                .contains("\u001b[32m+ block added: fetch_crm (http)\u001b[0m");
    }

    @Test
    void foreignTextIsTextInEveryRendering() {
        RepositoryDiff diff = evil();

        String markdown = new MarkdownDiff().render(diff);
        assertThat(MarkdownChecks.outsideOfCode(markdown)).doesNotContain("<script", "@admin", "http://evil", "[x]");
        MarkdownChecks.requireBalanced(markdown);
        assertThat(new HtmlDiff().render(diff)).doesNotContain("<script").contains("&lt;script&gt;");
        assertThat(new TerminalDiff(true).render(diff))
                .doesNotContain("\u001b[31m ", "\u202e")
                .contains("\\u001b[31m \\u202e");
    }

    @Test
    void aPictureHasMarksLabelsAndNothingThatEscapes() {
        BlocksDiff blocks = (BlocksDiff) triage().workflows().get(0).blocks();

        String chart = new MermaidGraph().render(blocks.graph());

        assertThat(chart)
                .startsWith("flowchart TD\n")
                .contains("[\"fetch_crm<br/>http\"]:::added\n")
                .contains("b1 -->|\"high\"| b2\n")
                .contains("-.->|\"normal\"| ")
                .contains("classDef removed ");
        BlockGraph evil = new BlockGraph(
                List.of(new BlockGraph.GraphBlock(EVIL, "t\"]\nclick", Optional.empty(), Optional.empty())), List.of());
        assertThat(new MermaidGraph().render(evil).lines().toList()).hasSize(5);
        assertThat(new MermaidGraph().render(evil).lines().toList().get(1))
                .matches("  b0\\[\"[\\p{L}\\p{N}_ .…#;-]*<br/>[\\p{L}\\p{N}_ .…#;-]*\"]");
    }

    @Test
    void aLargePictureIsCutWithANote() {
        String chain = IntStream.range(0, 130)
                .mapToObj(i -> "  - { id: b" + i + ", type: text, value: x }\n")
                .collect(Collectors.joining("", "version: 1\nblocks:\n", ""));
        RepositoryDiff diff = Differs.diff(
                WorkflowFiles.commit("a").with("w/workflow.yml", chain),
                WorkflowFiles.commit("b")
                        .with(
                                "w/workflow.yml",
                                chain.replace("id: b125, type: text, value: x", "id: b125, type: text, value: y")));

        String chart =
                new MermaidGraph().render(((BlocksDiff) diff.workflows().get(0).blocks()).graph());

        assertThat(chart).contains("more[\"… 30 more blocks\"]").contains("\"b125<br/>text\"]:::changed");
    }

    @Test
    void aLongReportIsShortenedWithANoteAndEveryWorkflowIsStillThere() {
        WorkflowFiles before = WorkflowFiles.commit("a");
        WorkflowFiles after = WorkflowFiles.commit("b");
        for (int i = 0; i < 100; i++) {
            String text = "version: 1\nblocks:\n  - { id: a, type: text, value: \"%s\" }\n";
            before.with("w" + i + "/workflow.yml", text.formatted("x".repeat(3000)));
            after.with("w" + i + "/workflow.yml", text.formatted("y".repeat(3000)));
        }

        String markdown = new MarkdownDiff().render(Differs.diff(before, after));

        assertThat(markdown.length()).isLessThanOrEqualTo(MarkdownDiff.LIMIT).isGreaterThan(50_000);
        assertThat(markdown)
                .contains(
                        "### `w0` changed",
                        "### `w99` changed",
                        "_Left out, so that this fits into 60000 characters: ");
        MarkdownChecks.requireBalanced(markdown);
    }

    @Test
    void nothingThatDiffersIsSaid() {
        RepositoryDiff none = Differs.diff(WorkflowFiles.commit("a"), WorkflowFiles.commit("b"));

        assertThat(new TerminalDiff(false).render(none)).isEqualTo("a → b: No differences\n");
        assertThat(new MarkdownDiff().render(none)).isEqualTo("## `a` → `b`\n\nNo differences.\n");
    }

    @Test
    void jsonHasStableNames() {
        Map<String, Object> json = JsonDiff.of(triage());

        assertThat(json).containsOnlyKeys("from", "to", "workflows", "more");
        assertThat(((List<?>) Objects.requireNonNull(json.get("workflows"))).get(0))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsOnlyKeys(
                        "id",
                        "change",
                        "from_content",
                        "to_content",
                        "impact",
                        "blocks",
                        "edges",
                        "settings",
                        "inputs",
                        "outputs",
                        "files");
    }

    @Test
    void thePageNeedsNothingFromElsewhere() {
        String page = new HtmlDiff().render(triage());

        assertThat(page)
                .contains("<svg ", "Content-Security-Policy")
                .doesNotContain("<script", "src=", "<link", "href=", "@import", "url(");
    }

    private static RepositoryDiff triage() {
        return Differs.diff(
                WorkflowFiles.commit("production")
                        .with("support-triage/workflow.yml", resource("triage.before.yml"))
                        .with("support-triage/classify.js", "export default () => ({ urgency: \"low\" });\n")
                        .with("support-triage/inputs/default.json", "{\"ticket_id\": \"T-1\", \"subject\": \"x\"}\n"),
                WorkflowFiles.commit("staging")
                        .with("support-triage/workflow.yml", resource("triage.after.yml"))
                        .with(
                                "support-triage/classify.js",
                                "export default (input) => ({ urgency: input.text.includes(\"down\") ? \"high\" : \"low\" });\n")
                        .with(
                                "support-triage/inputs/default.json",
                                "{\n  \"subject\": \"x\",\n  \"ticket_id\": \"T-1\"\n}\n"));
    }

    private static RepositoryDiff evil() {
        String quoted = "'" + EVIL.replace("'", "''").replace("\u001b", "").replace("\u202e", "") + "'";
        String workflow = "version: 1\nname: " + quoted + "\nblocks:\n  - { id: a, type: json, value: { " + quoted
                + ": " + quoted + " } }\noutputs: { x: " + quoted + " }\n";
        return Differs.diff(
                WorkflowFiles.commit(EVIL)
                        .with("w/workflow.yml", "version: 1\nblocks:\n  - { id: a, type: json, value: {} }\n"),
                WorkflowFiles.commit("b")
                        .with("w/workflow.yml", workflow)
                        .with("w/" + EVIL.replace("/", "") + "`.md", EVIL + "\n```\n~~~\n" + EVIL));
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(DiffRenderingTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
