package dev.refgate.server.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** When colours are used. */
enum Colour {
    AUTO,
    ALWAYS,
    NEVER;

    /**
     * @param output the file that is written instead of the console, if any
     */
    boolean isWanted(Console console, @Nullable Path output) {
        return this == ALWAYS || (this == AUTO && output == null && console.isOfProcess() && Ansi.AUTO.enabled());
    }
}
