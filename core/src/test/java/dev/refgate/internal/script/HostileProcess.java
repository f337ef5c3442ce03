package dev.refgate.internal.script;

import dev.refgate.document.Problems;
import dev.refgate.internal.yaml.Json;
import dev.refgate.run.BlockException;
import dev.refgate.run.Cancellation;
import dev.refgate.run.Deadline;
import dev.refgate.run.Script;
import dev.refgate.run.ScriptLimits;
import dev.refgate.run.ScriptSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A process with little memory, in which hostile scripts run two at a time, while other work goes on that must not fail. */
final class HostileProcess {
    /** Short, so that the whole takes seconds on a slow machine too; what is tested is that there is an end. */
    private static final Duration CPU = Duration.ofMillis(200);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private HostileProcess() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] only) throws Exception {
        GraalScripts scripts = new GraalScripts(new ScriptLimits(CPU, 64L << 20, 2), new Json());
        scripts.warmUp();
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong others = new AtomicLong();
        ExecutorService callers = Executors.newFixedThreadPool(3);
        Future<?> other = callers.submit(() -> {
            while (!over.get()) {
                List<byte[]> work = new ArrayList<>();
                for (int i = 0; i < 64; i++) {
                    work.add(new byte[1 << 14]);
                }
                others.addAndGet(work.size());
                Thread.onSpinWait();
                java.util.concurrent.locks.LockSupport.parkNanos(100_000);
            }
        });
        for (Map.Entry<String, String> hostile : HostileScripts.bodies().entrySet()) {
            if (only.length > 0 && !List.of(only).contains(hostile.getKey())) {
                continue;
            }
            List<Future<String>> ends = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                ends.add(callers.submit(() -> end(scripts, hostile.getValue())));
            }
            for (Future<String> end : ends) {
                System.out.println(hostile.getKey() + ": " + end.get());
            }
        }
        over.set(true);
        other.get();
        System.out.println("others: " + others.get());
        System.exit(0);
    }

    private static String end(GraalScripts scripts, String body) {
        String text = "export default function () { " + body + " }";
        Script script = scripts.compile(ScriptSource.ofFile("hostile.js", text), new Problems());
        long started = System.nanoTime();
        String end;
        try {
            end = "returned " + script.call(Map.of(), Deadline.in(PATIENCE), new Cancellation());
        } catch (BlockException e) {
            end = "refused " + e.getMessage();
        }
        return end.substring(0, Math.min(end.length(), 160)).replace('\n', ' ') + " after "
                + (System.nanoTime() - started) / 1_000_000 + " ms";
    }
}
