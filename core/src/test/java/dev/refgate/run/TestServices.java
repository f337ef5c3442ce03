package dev.refgate.run;

import dev.refgate.internal.http.LoopbackCalls;
import dev.refgate.internal.schema.NetworkntJsonSchemas;
import dev.refgate.internal.script.GraalScripts;
import dev.refgate.internal.yaml.Json;

/** What block types need, for tests: the real thing, made once; calls reach servers on loopback, and no others. */
public final class TestServices {
    public static final BlockServices DEFAULT = of(RunLimits.DEFAULT);

    private TestServices() {}

    static BlockServices with(RunLimits limits) {
        return limits.script().equals(ScriptLimits.DEFAULT) ? DEFAULT : of(limits);
    }

    private static BlockServices of(RunLimits limits) {
        return new BlockServices(
                new Json(),
                new NetworkntJsonSchemas(),
                new GraalScripts(limits.script(), new Json()),
                LoopbackCalls.allowed(),
                Documents.NONE);
    }
}
