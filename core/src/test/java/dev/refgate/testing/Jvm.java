package dev.refgate.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** JVMs that tests start: the one that runs the test, once more. */
public final class Jvm {
    private Jvm() {}

    /**
     * A command, which can be added to, of a JVM that is quick to start: most of them do little, and are gone soon.
     *
     * @param arguments what comes after {@code java}
     */
    public static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(arguments);
        return command;
    }

    /** The same, in one line. */
    public static List<String> command(String... arguments) {
        return command(List.of(arguments));
    }
}
