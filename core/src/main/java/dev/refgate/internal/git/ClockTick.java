package dev.refgate.internal.git;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far apart two changes of a file have to be for its time to tell them apart. JGit does not trust what it knows of a folder that
 * changed less than this ago, and lists it again for every object that it does not find: with the two seconds that are safe
 * everywhere, a copy that was fetched just now is listed thousands of times by the next fetch.
 */
final class ClockTick {
    private static final Logger LOG = LoggerFactory.getLogger(ClockTick.class);

    /** Those whose times are of this machine's own clock. */
    private static final Set<String> LOCAL = Set.of(
            "ext2",
            "ext3",
            "ext4",
            "xfs",
            "btrfs",
            "zfs",
            "f2fs",
            "tmpfs",
            "overlay",
            "overlayfs",
            "apfs",
            "ntfs",
            "refs");

    private static final int ROUNDS = 5;
    private static final Duration LONGEST = Duration.ofMillis(100);
    private static final Duration LEAST = Duration.ofMillis(50);
    private static final int MARGIN = 4;

    private static final Map<String, Duration> KNOWN = new ConcurrentHashMap<>();

    private ClockTick() {}

    /** Measures it, once for a file system, by a file that it writes into a folder of ours. */
    static void learn(Path folder) {
        try {
            FileStore store = Files.getFileStore(folder);
            if (LOCAL.contains(store.type()) && !KNOWN.containsKey(store.name())) {
                measure(folder).ifPresent(tick -> KNOWN.put(store.name(), tick));
            }
        } catch (IOException e) {
            LOG.debug("the clock tick of {} is not known", folder, e);
        }
    }

    /**
     * What was learned of one.
     *
     * @param key as JGit has it: the Java, a bar, and the file system's name
     */
    static Optional<Duration> of(@Nullable String key) {
        return key == null ? Optional.empty() : Optional.ofNullable(KNOWN.get(key.substring(key.lastIndexOf('|') + 1)));
    }

    /** With a margin; empty when it is longer than what is worth knowing. */
    private static Optional<Duration> measure(Path folder) throws IOException {
        Path probe = Files.createTempFile(folder, "clock", ".probe");
        try {
            Duration longest = Duration.ZERO;
            for (int round = 0; round < ROUNDS; round++) {
                Optional<Duration> tick = tick(probe);
                if (tick.isEmpty()) {
                    return Optional.empty();
                }
                longest = longest.compareTo(tick.get()) < 0 ? tick.get() : longest;
            }
            Duration safe = longest.multipliedBy(MARGIN);
            return Optional.of(safe.compareTo(LEAST) < 0 ? LEAST : safe);
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static Optional<Duration> tick(Path probe) throws IOException {
        long begin = System.nanoTime();
        FileTime before = write(probe);
        while (System.nanoTime() - begin < LONGEST.toNanos()) {
            FileTime now = write(probe);
            if (now.compareTo(before) > 0) {
                return Optional.of(Duration.between(before.toInstant(), now.toInstant()));
            }
        }
        return Optional.empty();
    }

    private static FileTime write(Path probe) throws IOException {
        Files.write(probe, new byte[] {0});
        return Files.getLastModifiedTime(probe);
    }
}
