package dev.refgate.internal.script;

import dev.refgate.document.Problems;
import dev.refgate.run.BlockException;
import dev.refgate.run.Cancellation;
import dev.refgate.run.Deadline;
import dev.refgate.run.Script;
import dev.refgate.run.ScriptSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls a script that does what many do, until the engine is loaded and no longer cold. */
final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final int CALLS = 300;
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String SCRIPT = """
            export default ({ items }) => {
              const kept = items.filter(item => item.price > 1).map(({ id, ...rest }) => ({ id, text: `${id}`, ...rest }));
              const groups = {};
              for (const item of kept) {
                (groups[item.tags?.[0] ?? 'none'] ??= []).push(item.id.toLowerCase().replace(/[^a-z]/g, ''));
              }
              return { groups, sum: kept.reduce((sum, item) => sum + item.price, 0), last: kept.at(-1) };
            };
            """;

    private final GraalScripts scripts;
    private final int threads;

    WarmUp(GraalScripts scripts, int threads) {
        this.scripts = scripts;
        this.threads = threads;
    }

    /** On all threads at once, so that each makes its sandbox. */
    void run() {
        Script script = scripts.compile(ScriptSource.ofFile("warm-up.js", SCRIPT), new Problems());
        Deadline deadline = Deadline.in(LIMIT);
        List<Thread> callers = IntStream.range(0, threads)
                .mapToObj(i -> new Thread(() -> call(script, deadline), "refgate-script-warm-up-" + i))
                .toList();
        callers.forEach(Thread::start);
        try {
            for (Thread caller : callers) {
                caller.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void call(Script script, Deadline deadline) {
        Map<String, Object> item = Map.of("id", "A-1", "price", 2.5, "tags", List.of("x"));
        try {
            for (int call = 0; call < CALLS; call++) {
                script.call(Map.of("items", List.of(item, item, item)), deadline, new Cancellation());
            }
        } catch (BlockException e) {
            LOG.warn("the engine of scripts is not warm: {}", e.getMessage());
        }
    }
}
