package dev.refgate.server.testing;

import dev.refgate.testing.BetweenProcesses;
import dev.refgate.testing.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The jar that people download, for the tests that start it often: with an archive of its classes, which the first of them
 * makes, a start takes half of the time. What the program does is the same.
 */
public final class RefgateJar {
    /** As one says it to {@code java}: an archive is for a class path that is written in the same way. */
    public static final Path JAR = Path.of("target/refgate.jar").toAbsolutePath();

    private static final Path ARCHIVE = JAR.resolveSibling("refgate.jsa");
    private static final List<String> OPTIONS = options();

    private RefgateJar() {}

    /** What comes between {@code java} and a command of Refgate's. */
    public static List<String> program() {
        return with("-jar", JAR.toString());
    }

    /** Options of {@code java} for a program whose class path begins with the jar. */
    public static List<String> with(String... more) {
        List<String> options = new ArrayList<>(OPTIONS);
        options.addAll(List.of(more));
        return options;
    }

    private static List<String> options() {
        BetweenProcesses.oneAfterTheOther("refgate.jsa", () -> {
            if (!Files.exists(ARCHIVE)
                    || Files.getLastModifiedTime(ARCHIVE).compareTo(Files.getLastModifiedTime(JAR)) < 0) {
                archive();
            }
        });
        return Files.exists(ARCHIVE) ? List.of("-XX:SharedArchiveFile=" + ARCHIVE) : List.of();
    }

    /** A JVM that cannot archive leaves none, and the tests take longer. */
    private static void archive() throws IOException, InterruptedException {
        Path made = ARCHIVE.resolveSibling("refgate.jsa.new");
        Files.deleteIfExists(made);
        List<String> command = Jvm.command(
                "-XX:ArchiveClassesAtExit=" + made, "-jar", JAR.toString(), "demo", "--once", "--port", "0");
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (Files.exists(made)) {
            Files.move(made, ARCHIVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
