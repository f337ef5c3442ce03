package dev.refgate.server.watch;

import dev.refgate.server.thread.Daemons;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at files and folders every second and tells when they changed: their times, their sizes, or where links lead. Mounted
 * secrets are swapped by a link to a folder, of which notifications of the system tell nothing.
 */
public final class FileWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);
    private static final long EVERY_MILLIS = 1_000;
    private static final int DEPTH = 3;

    private final List<Path> paths;
    private final Runnable changed;
    private final ScheduledExecutorService clock;
    private String seen;

    /**
     * @param changed reads them again; says itself when that fails
     */
    public FileWatch(List<Path> paths, Runnable changed) {
        this.paths = List.copyOf(paths);
        this.changed = changed;
        this.seen = look();
        this.clock = Daemons.clock("refgate-files");
        clock.scheduleWithFixedDelay(this::compare, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void compare() {
        try {
            String now = look();
            if (!now.equals(seen)) {
                seen = now;
                changed.run();
            }
        } catch (RuntimeException e) {
            LOG.warn("{} cannot be read again: {}", paths, e.getMessage());
        }
    }

    private String look() {
        return paths.stream().map(FileWatch::look).collect(Collectors.joining("\n"));
    }

    private static String look(Path path) {
        try (Stream<Path> found = Files.walk(path, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            return found.sorted().map(FileWatch::state).collect(Collectors.joining("\n"));
        } catch (IOException | UncheckedIOException e) {
            return path + " cannot be read";
        }
    }

    private static String state(Path path) {
        try {
            String size = Files.isDirectory(path) ? "" : Files.size(path) + " " + Files.getLastModifiedTime(path);
            return path.toRealPath() + " " + size;
        } catch (IOException e) {
            return path + " cannot be read";
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
