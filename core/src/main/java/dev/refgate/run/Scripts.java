package dev.refgate.run;

import dev.refgate.document.Problems;

/** Compiles scripts. Safe for use by many threads. */
public interface Scripts {

    /**
     * Checks a script without running any of it.
     *
     * @param problems receives what is wrong: bad syntax, no default export, an import
     * @return the script; after a problem, a stand-in
     */
    Script compile(ScriptSource source, Problems problems);

    /** Makes ready what the first call would have to wait for. Blocks for about two seconds the first time. */
    void warmUp();
}
