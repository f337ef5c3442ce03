package dev.refgate.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.diff.BlocksDiff;
import dev.refgate.diff.Differs;
import dev.refgate.diff.RepositoryDiff;
import dev.refgate.diff.WorkflowDiff;
import dev.refgate.diff.WorkflowFiles;
import dev.refgate.document.Node;
import dev.refgate.document.Problems;
import dev.refgate.internal.yaml.YamlDocumentReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DiffPropertyTest {
    private static final byte[] SAMPLE = resource("triage.before.yml");

    @Property(tries = 100)
    void anotherStyleOfTheSameDocumentChangesNoBlock(@ForAll long seed) {
        String other = "# " + seed + "\n" + flow(sample().value(), new Random(seed)) + "\n";

        WorkflowDiff diff = diff(SAMPLE, other.getBytes(UTF_8)).workflows().get(0);

        assertThat(((BlocksDiff) diff.blocks()).isEmpty()).isTrue();
        assertThat(diff.impact().breaksCallers()).isFalse();
        assertThat(diff.code().files()).hasSize(1);
        assertThat(diff.code().files().get(0).significance().name()).isEqualTo("FORMATTING");
    }

    @Property(tries = 100)
    void everyChangedValueIsReportedInBothViews(@ForAll long seed) {
        List<Object> places = new ArrayList<>();
        Object document = copy(sample().value(), places);
        Object place = places.get(new Random(seed).nextInt(places.size()));
        change(place, new Random(seed));

        RepositoryDiff diff = diff(SAMPLE, (flow(document, new Random(seed)) + "\n").getBytes(UTF_8));

        WorkflowDiff workflow = diff.workflows().get(0);
        assertThat(workflow.code().files().get(0).significance().name()).isEqualTo("MEANING");
        if (workflow.blocks() instanceof BlocksDiff blocks) {
            assertThat(blocks.isEmpty()).isFalse();
        }
    }

    @Property(tries = 200)
    void randomBytesNeverThrowAndAreAlwaysReported(
            @ForAll @Size(max = 300) byte[] first, @ForAll @Size(max = 300) byte[] second) {
        RepositoryDiff diff = diff(first, second);

        assertThat(diff.isEmpty()).isEqualTo(Arrays.equals(first, second));
        renderEverywhere(diff);
    }

    @Property(tries = 200)
    void everyEditOfAByteIsReportedAndRendered(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int edits) {
        Random random = new Random(seed);
        byte[] edited = SAMPLE.clone();
        for (int i = 0; i < edits; i++) {
            int at = random.nextInt(edited.length);
            edited[at] = (byte) (edited[at] == '`' ? '#' : random.nextInt(256));
        }
        edited[0] = (byte) (SAMPLE[0] + 1);

        RepositoryDiff diff = diff(SAMPLE, edited);

        assertThat(diff.workflows().get(0).code().files()).hasSize(1);
        renderEverywhere(diff);
    }

    @Property(tries = 20)
    void markdownNeverExceedsItsLimitAndBalancesItsFences(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int files) {
        Random random = new Random(seed);
        WorkflowFiles before = WorkflowFiles.commit("before");
        WorkflowFiles after = WorkflowFiles.commit("after`" + "`".repeat(random.nextInt(5)));
        for (int i = 0; i < files; i++) {
            String folder = "w" + random.nextInt(5) + "/";
            after.with(folder + "f" + i + "`".repeat(random.nextInt(3)) + ".md", noise(random));
            before.with(folder + "f" + random.nextInt(files) + ".md", noise(random));
        }

        renderEverywhere(Differs.diff(before, after));
    }

    private static String noise(Random random) {
        String[] words = {"`", "```", "````diff\n", "\n", "~~~\n", "<b>", "@me", "word ", "\u0007", "😀", "- x\n"};
        return random.ints(random.nextInt(3000), 0, words.length)
                .mapToObj(i -> words[i])
                .collect(Collectors.joining());
    }

    private static void renderEverywhere(RepositoryDiff diff) {
        String markdown = new MarkdownDiff().render(diff);
        assertThat(markdown.length()).isLessThanOrEqualTo(MarkdownDiff.LIMIT);
        MarkdownChecks.requireBalanced(markdown);
        assertThat(MarkdownChecks.outsideOfCode(markdown)).doesNotContain("@me", "<b>");
        assertThat(new HtmlDiff().render(diff)).doesNotContain("<b>").endsWith("</html>\n");
        assertThat(new TerminalDiff(false).render(diff)).doesNotContainPattern("[\\x00-\\x08\\x0b-\\x1f]");
        assertThat(JsonDiff.of(diff)).containsKey("workflows");
    }

    private static RepositoryDiff diff(byte[] from, byte[] to) {
        return Differs.diff(
                WorkflowFiles.commit("before").with("w/workflow.yml", from),
                WorkflowFiles.commit("after").with("w/workflow.yml", to));
    }

    private static Node sample() {
        return new YamlDocumentReader().read("sample", SAMPLE, new Problems()).orElseThrow();
    }

    /** A copy that can be changed; {@code places} gets every mapping in it. */
    private static Object copy(Object value, List<Object> places) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copied = new LinkedHashMap<>();
            map.forEach((key, each) -> copied.put(key, copy(each, places)));
            places.add(copied);
            return copied;
        }
        return value instanceof List<?> list
                ? list.stream().map(each -> copy(each, places)).collect(Collectors.toCollection(ArrayList::new))
                : value;
    }

    @SuppressWarnings("unchecked")
    private static void change(Object place, Random random) {
        Map<Object, Object> map = (Map<Object, Object>) place;
        List<Object> keys = List.copyOf(map.keySet());
        Object key = keys.get(random.nextInt(keys.size()));
        switch (random.nextInt(3)) {
            case 0 -> map.remove(key);
            case 1 -> map.put(key, map.get(key) + " and more");
            default -> map.put("unheard_of", 1L);
        }
    }

    /** JSON text with its keys in any order. */
    private static String flow(Object value, Random random) {
        if (value instanceof Map<?, ?> map) {
            List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
            Collections.shuffle(entries, random);
            return entries.stream()
                    .map(entry -> flow(entry.getKey(), random) + ": " + flow(entry.getValue(), random))
                    .collect(Collectors.joining(",\n ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(each -> flow(each, random)).collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof String text
                ? "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\""
                : String.valueOf(value);
    }

    private static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(DiffPropertyTest.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
