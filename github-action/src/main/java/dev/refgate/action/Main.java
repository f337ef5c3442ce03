package dev.refgate.action;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where the action begins. */
public final class Main {
    private Main() {}

    /** Takes no arguments: everything is in the variables. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(new ActionProgram(System.getenv(), out).run());
    }
}
