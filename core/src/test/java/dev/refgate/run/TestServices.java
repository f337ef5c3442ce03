package dev.refgate.run;

import dev.refgate.internal.script.GraalScripts;
import dev.refgate.internal.yaml.Json;

/** What block types need, for tests: the real thing, made once. */
public final class TestServices {
    public static final BlockServices DEFAULT = of(RunLimits.DEFAULT);

    private TestServices() {}

    static BlockServices with(RunLimits limits) {
        return limits.script().equals(ScriptLimits.DEFAULT) ? DEFAULT : of(limits);
    }

    private static BlockServices of(RunLimits limits) {
        return new BlockServices(new GraalScripts(limits.script(), new Json()));
    }
}
