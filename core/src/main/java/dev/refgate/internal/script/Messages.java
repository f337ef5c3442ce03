package dev.refgate.internal.script;

import dev.refgate.document.Durations;
import dev.refgate.run.ScriptLimits;

/** What is said of scripts that go beyond a limit. */
final class Messages {

    private Messages() {}

    static String memory(ScriptLimits limits) {
        return "the script allocated more memory than it may (at most " + limits.bytes() / (1 << 20) + " MiB a call)";
    }

    static String cpu(ScriptLimits limits) {
        return "the script computed longer than it may (at most " + Durations.format(limits.cpu())
                + " of processor time a call)";
    }
}
