package dev.refgate.internal.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What refs of a mirror led to once, and no ref leads to any more: runs that began with it may still run, and the log of runs names it. A
 * file in the mirror has a line for each, with the time.
 */
final class KeptObjects {
    private static final String FILE = "refgate-kept";
    private static final Pattern LINE = Pattern.compile("([0-9]{1,12}) ([0-9a-f]{40})");

    private final Path file;

    /** A line of the file. */
    private record Entry(Instant since, String id) {}

    KeptObjects(Path mirror) {
        this.file = mirror.resolve(FILE);
    }

    /** Keeps these from now on. */
    void add(Collection<ObjectId> ids) throws IOException {
        if (ids.isEmpty()) {
            return;
        }
        long now = Instant.now().getEpochSecond();
        List<String> lines = ids.stream().map(id -> now + " " + id.name()).toList();
        Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Those that were added within {@code age}. */
    List<ObjectId> youngerThan(Duration age) throws IOException {
        return entries(age).stream()
                .map(entry -> ObjectId.fromString(entry.id()))
                .distinct()
                .toList();
    }

    /** Takes over what another mirror keeps for no longer than {@code age}. */
    void copy(KeptObjects other, Duration age) throws IOException {
        List<String> lines = other.entries(age).stream()
                .map(entry -> entry.since().getEpochSecond() + " " + entry.id())
                .toList();
        if (!lines.isEmpty()) {
            Files.write(file, lines);
        }
    }

    /** Half a line, as a process leaves it that is killed, is none. */
    private List<Entry> entries(Duration age) throws IOException {
        Instant oldest = Instant.now().minus(age);
        List<Entry> entries = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                Matcher matcher = LINE.matcher(line);
                if (matcher.matches()) {
                    Instant since = Instant.ofEpochSecond(Long.parseLong(matcher.group(1)));
                    if (since.isAfter(oldest)) {
                        entries.add(new Entry(since, matcher.group(2)));
                    }
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return entries;
    }
}
