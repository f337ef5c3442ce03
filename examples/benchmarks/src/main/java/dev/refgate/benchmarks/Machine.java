package dev.refgate.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where the figures come from: this machine, its JDKs, and the jars under test. */
final class Machine {
    private static final Path VIRTUAL_MACHINES = Path.of("/usr/lib/jvm");

    private Machine() {}

    static String describe() throws IOException {
        return "%s, %d processors, %s; %s %s"
                .formatted(
                        processor(),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name") + " " + System.getProperty("os.version"),
                        System.getProperty("java.vm.name"),
                        System.getProperty("java.vm.version"));
    }

    /** How busy this machine is, with others' work too. */
    static String load() {
        return "load average %.1f"
                .formatted(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** The java programs of this machine: the one that runs this, and every other feature release that is found. */
    static List<Jdk> jdks() throws IOException {
        List<Jdk> found = new ArrayList<>();
        found.add(new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home"), "bin", "java")));
        if (Files.isDirectory(VIRTUAL_MACHINES)) {
            try (Stream<Path> homes = Files.list(VIRTUAL_MACHINES)) {
                homes.sorted().forEach(home -> addIfNew(home, found));
            }
        }
        return found;
    }

    private static void addIfNew(Path home, List<Jdk> found) {
        Path java = home.resolve("bin/java");
        Path release = home.resolve("release");
        if (!Files.isExecutable(java) || !Files.isReadable(release)) {
            return;
        }
        try (Stream<String> lines = Files.lines(release)) {
            lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.substring(line.indexOf('"') + 1, line.lastIndexOf('"')))
                    .map(version -> Runtime.Version.parse(version).feature())
                    .filter(feature -> found.stream().noneMatch(jdk -> jdk.feature() == feature))
                    .findFirst()
                    .ifPresent(feature -> found.add(new Jdk(feature, java)));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    /** The project's folder: this program runs from {@code examples/benchmarks/target}. */
    static Path project() {
        Path jar = Path.of(Machine.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        Path target = Files.isDirectory(jar) ? jar : jar.resolveSibling(".");
        return target.resolve("../../..").normalize();
    }

    static Path refgateJar() {
        return project().resolve("server/target/refgate.jar");
    }

    static Path benchmarksJar() {
        return project().resolve("examples/benchmarks/target/benchmarks.jar");
    }

    private static String processor() throws IOException {
        Path processors = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(processors)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(processors)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }

    /**
     * A Java runtime.
     *
     * @param feature its feature release, such as 17
     * @param java its launcher
     */
    record Jdk(int feature, Path java) {}
}
