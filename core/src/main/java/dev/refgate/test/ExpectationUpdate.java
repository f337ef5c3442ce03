package dev.refgate.test;

import dev.refgate.document.DocumentEditor;
import dev.refgate.document.DocumentReader;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.Problems;
import dev.refgate.document.SequenceNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes what runs put out into the {@code expect} of their tests, for review. A test that says which outputs it expects
 * goes on saying that; one that expects nothing gets them all.
 */
public final class ExpectationUpdate {
    private final DocumentReader reader;
    private final DocumentEditor editor;

    public ExpectationUpdate(DocumentReader reader, DocumentEditor editor) {
        this.reader = reader;
        this.editor = editor;
    }

    /**
     * Whether a test's outputs are to be written: they are not what it expects, or it expects nothing. Those of a run that did
     * not succeed are not, and neither are those of a table's row: they would replace the columns.
     */
    public static boolean suits(CaseResult result) {
        Expectation expectation = result.testCase().expectation();
        boolean differs = result.failures().stream()
                .anyMatch(failure -> failure.what().startsWith("outputs.")
                        && expectation.outputs().isPresent());
        boolean expectsNothing = expectation.outputs().isEmpty()
                && expectation.path().isEmpty()
                && result.testCase().assertions().isEmpty();
        boolean ranAsExpected =
                result.failures().stream().noneMatch(failure -> failure.what().equals("status"))
                        && expectation.status().equals("success");
        return result.testCase().row().isEmpty() && ranAsExpected && (differs || expectsNothing);
    }

    /**
     * The text of a test file with new expectations.
     *
     * @param file its name, as the tests' locations have it
     * @param results of tests of this file that {@linkplain #suits suit}
     * @throws dev.refgate.error.InvalidArgumentException when the text is written in a way that cannot be changed
     */
    public String update(String file, String text, List<CaseResult> results) {
        String updated = text;
        for (CaseResult result : results) {
            int index = index(file, text, result.testCase());
            Optional<Map<String, Object>> expected =
                    result.testCase().expectation().outputs();
            boolean whole =
                    expected.isEmpty() || result.testCase().expectation().strict();
            Object outputs = whole ? result.outputs() : projected(expected.get(), result.outputs());
            updated = editor.set(file, updated, List.of("tests", index, "expect", "outputs"), outputs);
        }
        return updated;
    }

    private int index(String file, String text, TestCase test) {
        Node root = reader.read(file, text.getBytes(StandardCharsets.UTF_8), new Problems())
                .orElseThrow();
        List<Node> tests = ((SequenceNode) ((MappingNode) root).find("tests").orElseThrow()).items();
        for (int i = 0; i < tests.size(); i++) {
            if (tests.get(i).location().equals(test.location())) {
                return i;
            }
        }
        throw new IllegalStateException("test: " + test.name() + " is not at " + test.location());
    }

    /** The parts of a value that were expected, as they are. */
    private static @Nullable Object projected(@Nullable Object expected, @Nullable Object actual) {
        if (!(expected instanceof Map<?, ?> wanted) || !(actual instanceof Map<?, ?> found)) {
            return actual;
        }
        Map<Object, @Nullable Object> projected = new LinkedHashMap<>();
        wanted.forEach((key, value) -> {
            if (found.containsKey(key)) {
                projected.put(key, projected(value, found.get(key)));
            }
        });
        return projected;
    }
}
