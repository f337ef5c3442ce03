package dev.refgate.internal.script;

import dev.refgate.document.JsonFormat;
import dev.refgate.document.Problems;
import dev.refgate.run.Script;
import dev.refgate.run.ScriptLimits;
import dev.refgate.run.ScriptSource;
import dev.refgate.run.Scripts;
import org.jspecify.annotations.Nullable;

/**
 * Scripts by GraalJS. Makes no thread and loads no engine before the first script is called; until {@link #close}, threads
 * end by themselves when nothing is called.
 */
public final class GraalScripts implements Scripts, AutoCloseable {
    private final ScriptLimits limits;
    private final JsonFormat json;
    private @Nullable ScriptThreads threads;
    private boolean closed;

    public GraalScripts(ScriptLimits limits, JsonFormat json) {
        this.limits = limits;
        this.json = json;
    }

    @Override
    public Script compile(ScriptSource source, Problems problems) {
        new ScriptCheck(source, problems).check();
        return new GraalScript(source, this::threads, json);
    }

    @Override
    public void warmUp() {
        new WarmUp(this, limits.atOnce()).run();
    }

    /** Ends what is running. */
    @Override
    public synchronized void close() {
        closed = true;
        if (threads != null) {
            threads.close();
        }
    }

    private synchronized ScriptThreads threads() {
        if (closed) {
            throw new IllegalStateException("scripts are closed");
        }
        if (threads == null) {
            threads = new ScriptThreads(limits);
        }
        return threads;
    }
}
