package dev.refgate.internal.script;

import dev.refgate.document.JsonFormat;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.run.BlockException;
import dev.refgate.run.Cancellation;
import dev.refgate.run.Deadline;
import dev.refgate.run.Script;
import dev.refgate.run.ScriptSource;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.graalvm.polyglot.Source;
import org.jspecify.annotations.Nullable;

/** A script whose calls go to threads of their own; arguments and results cross as JSON text. */
final class GraalScript implements Script {
    private final ScriptSource source;
    private final Supplier<ScriptThreads> threads;
    private final JsonFormat json;
    private volatile @Nullable Source module;

    GraalScript(ScriptSource source, Supplier<ScriptThreads> threads, JsonFormat json) {
        this.source = source;
        this.threads = threads;
        this.json = json;
    }

    @Override
    public @Nullable Object call(@Nullable Object argument, Deadline deadline, Cancellation cancellation) {
        WholeNumbers.requireExact(argument);
        String result = threads.get().run(new ScriptJob(this, json.write(argument)), deadline, cancellation);
        try {
            return json.read(result.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidArgumentException e) {
            throw new BlockException(source.file() + ": the result cannot be passed on: " + e.getMessage(), false, e);
        }
    }

    ScriptSource source() {
        return source;
    }

    /** One object for all contexts: GraalJS keeps what it parsed as long as it lives. */
    Source module() {
        Source made = module;
        if (made == null) {
            made = Source.newBuilder("js", source.text(), source.file())
                    .mimeType("application/javascript+module")
                    .buildLiteral();
            module = made;
        }
        return made;
    }
}
