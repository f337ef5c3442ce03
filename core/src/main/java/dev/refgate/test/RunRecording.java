package dev.refgate.test;

import dev.refgate.document.DocumentEditor;
import dev.refgate.run.BlockResult;
import dev.refgate.run.RunEvent;
import dev.refgate.run.RunEvent.BlockEnded;
import dev.refgate.run.RunEvent.RunEnded;
import dev.refgate.run.RunEvent.RunStarted;
import dev.refgate.run.RunEvent.SubWorkflowStarted;
import dev.refgate.run.RunListener;
import dev.refgate.run.Secrets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Listens to a run and makes a test of it: its inputs, what the blocks that reached out answered as mocks, and what came of it
 * as expectation. Values of {@code _env}, and inputs that the workflow calls sensitive, are masked: whoever keeps the test
 * puts something harmless there. Not safe for use by several runs.
 */
public final class RunRecording implements RunListener {
    private static final String FILE = "recording";
    private static final String MASK = "***";

    private final Predicate<String> mocked;
    private final List<RunEvent> events = new ArrayList<>();

    /**
     * @param mocked whether blocks of a type are mocked
     */
    public RunRecording(Predicate<String> mocked) {
        this.mocked = mocked;
    }

    @Override
    public synchronized void on(RunEvent event) {
        events.add(event);
    }

    /**
     * The run, as a test file with one test.
     *
     * @param sensitive the inputs that are masked
     */
    public synchronized String toFile(DocumentEditor editor, Secrets secrets, Predicate<String> sensitive) {
        Map<String, @Nullable Object> test = new LinkedHashMap<>();
        Map<String, @Nullable Object> mocks = new LinkedHashMap<>();
        List<String> path = new ArrayList<>();
        List<Object> hidden = new ArrayList<>();
        for (RunEvent event : events) {
            if (event instanceof RunStarted started) {
                test.put("inputs", inputs(started.inputs(), sensitive));
                started.inputs().forEach((name, value) -> {
                    if (sensitive.test(name)) {
                        hidden.add(value);
                    }
                });
            } else if (event instanceof SubWorkflowStarted started) {
                hidden.addAll(started.sensitive().values());
            } else if (event instanceof BlockEnded ended && isOfTheRun(ended.result())) {
                block(ended.result(), mocks, path);
            } else if (event instanceof RunEnded ended) {
                test.put("mocks", mocks.isEmpty() ? null : mocks);
                test.put("expect", expectation(ended, path));
            }
        }
        String text = "tests:\n  - name: " + name() + "\n";
        for (Map.Entry<String, @Nullable Object> entry : test.entrySet()) {
            if (entry.getValue() != null) {
                text = editor.set(
                        FILE,
                        text,
                        List.of("tests", 0, entry.getKey()),
                        Secrets.ofAll(hidden).maskAll(secrets.maskAll(entry.getValue())));
            }
        }
        return text;
    }

    private String name() {
        return events.stream()
                .findFirst()
                .map(RunEvent::runId)
                .map(id -> "as in " + id)
                .orElse("nothing ran");
    }

    private static Map<String, Object> inputs(Map<String, Object> inputs, Predicate<String> sensitive) {
        Map<String, Object> shown = new LinkedHashMap<>(inputs);
        shown.replaceAll((name, value) -> sensitive.test(name) ? MASK : value);
        return shown;
    }

    /** Blocks of sub-workflows have the path of their block before their own id. */
    private static boolean isOfTheRun(BlockResult result) {
        return result.block().indexOf('/') < 0 && result.attempts() > 0;
    }

    private void block(BlockResult result, Map<String, @Nullable Object> mocks, List<String> path) {
        path.add(result.block());
        if (!mocked.test(result.type())) {
            return;
        }
        List<Object> answers = new ArrayList<>();
        for (int attempt = 1; attempt < result.attempts(); attempt++) {
            answers.add(Map.of("error", "attempt " + attempt + " failed"));
        }
        Map<String, @Nullable Object> last = new LinkedHashMap<>();
        if (result.error().isPresent()) {
            last.put("error", result.error().get());
        } else {
            last.put("output", result.output());
        }
        answers.add(last);
        mocks.put(result.block(), answers.size() == 1 ? last : answers);
    }

    private static Map<String, @Nullable Object> expectation(RunEnded ended, List<String> path) {
        Map<String, @Nullable Object> expectation = new LinkedHashMap<>();
        expectation.put("status", ended.status().word());
        expectation.put("path", path);
        if (!ended.outputs().isEmpty()) {
            expectation.put("outputs", ended.outputs());
        }
        return expectation;
    }
}
