package dev.refgate.internal.script;

import dev.refgate.run.ScriptLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyObject;

/** GraalJS, one for the process: loaded when it is touched first, never closed. */
final class ScriptEngine {
    private static final Engine ENGINE = start();
    private static final Source SANDBOX = sandbox();

    /** The same on every machine, and nothing beyond the language. */
    private static final Map<String, String> OPTIONS = Map.ofEntries(
            Map.entry("js.ecmascript-version", "2024"),
            Map.entry("js.esm-eval-returns-exports", "true"),
            Map.entry("js.strict", "true"),
            Map.entry("js.top-level-await", "false"),
            Map.entry("js.disable-eval", "true"),
            Map.entry("js.bigint", "false"),
            Map.entry("js.shared-array-buffer", "false"),
            Map.entry("js.atomics", "false"),
            Map.entry("js.temporal", "false"),
            Map.entry("js.regexp-static-result", "false"),
            Map.entry("js.regex-cache-size", "0"),
            Map.entry("js.graal-builtin", "false"),
            Map.entry("js.polyglot-builtin", "false"),
            Map.entry("js.java-package-globals", "false"),
            Map.entry("js.console", "false"),
            Map.entry("js.print", "false"),
            Map.entry("js.load", "false"),
            Map.entry("js.stack-trace-api", "false"),
            Map.entry("js.max-apply-argument-length", "65535"),
            Map.entry("js.intl-402", "false"),
            Map.entry("js.locale", "en-US"),
            Map.entry("js.timezone", "UTC"));

    private ScriptEngine() {}

    private static Engine start() {
        // Else it unpacks a library into a folder below the user's home, for a compiler that this JVM does not have,
        // and warns.
        setDefault("truffle.attach.library", "/none");
        setDefault("polyglotimpl.AttachLibraryFailureAction", "ignore");
        return Engine.newBuilder("js")
                .option("engine.WarnInterpreterOnly", "false")
                .out(OutputStream.nullOutputStream())
                .err(OutputStream.nullOutputStream())
                .build();
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** A context in which a script reaches nothing outside, and a single value cannot be larger than the limit. */
    static Context newContext(ScriptLimits limits) {
        return Context.newBuilder("js")
                .engine(ENGINE)
                .allowHostAccess(HostAccess.NONE)
                .allowPolyglotAccess(PolyglotAccess.NONE)
                .allowEnvironmentAccess(EnvironmentAccess.NONE)
                .allowIO(IOAccess.NONE)
                .allowExperimentalOptions(true)
                .options(OPTIONS)
                .option("js.string-length-limit", Long.toString(longestText(limits)))
                .option("js.max-typed-array-length", Long.toString(limits.bytes() / 64))
                .build();
    }

    /**
     * Makes a new context ready for scripts.
     *
     * @return what calls one: a function of a module's namespace and the argument as JSON
     */
    static Value prepare(Context context, ScriptLimits limits) {
        Map<String, Object> most =
                Map.of("text", longestText(limits), "items", limits.bytes() / 256, "comparisons", limits.bytes() * 8);
        return context.eval(SANDBOX).execute(ProxyObject.fromMap(most));
    }

    /** In UTF-16 units, of which the engine often makes other objects, one for each. */
    private static long longestText(ScriptLimits limits) {
        return limits.bytes() / 64;
    }

    private static Source sandbox() {
        try (InputStream in = ScriptEngine.class.getResourceAsStream("sandbox.js")) {
            if (in == null) {
                throw new IllegalStateException("sandbox.js is missing beside " + ScriptEngine.class.getName());
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Source.newBuilder("js", text, "sandbox.js").internal(true).buildLiteral();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
