package dev.refgate.internal.git;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The files that hold a repository's objects: packs, of which each fetch leaves one, and objects with a file of their own. */
final class ScatteredObjects {
    private static final int MOST_PACKS = 30;
    private static final int MOST_LOOSE = 1_000;

    private final Path objects;

    ScatteredObjects(Path repository) {
        this.objects = repository.resolve("objects");
    }

    /** Whether there are so many files that reading gets slow. */
    boolean isMuch() throws IOException {
        return packs().size() > MOST_PACKS || loose(Duration.ofDays(10_000)).size() > MOST_LOOSE;
    }

    /** The names of the packs, without an ending. */
    Set<String> packs() throws IOException {
        Set<String> names = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(objects.resolve("pack"), "pack-*.idx")) {
            files.forEach(file -> names.add(file.getFileName().toString().replaceFirst("\\.idx$", "")));
        } catch (NoSuchFileException e) {
            return Set.of();
        }
        return names;
    }

    /** Those of the objects with files of their own that were written within {@code age}. */
    private List<Path> loose(Duration age) throws IOException {
        Instant oldest = Instant.now().minus(age);
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(objects, "[0-9a-f][0-9a-f]")) {
            for (Path folder : folders) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                    for (Path file : files) {
                        boolean isObject = file.getFileName().toString().length() == 38;
                        if (isObject
                                && Files.getLastModifiedTime(file).toInstant().isAfter(oldest)) {
                            found.add(file);
                        }
                    }
                } catch (NoSuchFileException e) {
                    // Somebody wrote a file anew, or tidied up: what is not there needs no place.
                    continue;
                }
            }
        }
        return found;
    }

    /** Puts packs into another repository, under the same names. The index comes last: it is what makes a pack known. */
    void linkPacks(Path other, Set<String> names) throws IOException {
        for (String name : names) {
            for (String ending : new String[] {".pack", ".idx"}) {
                link(
                        objects.resolve("pack").resolve(name + ending),
                        other.resolve("objects/pack").resolve(name + ending));
            }
        }
    }

    /** Puts objects into another repository that have files of their own and are younger than {@code age}. */
    void linkLoose(Path other, Duration age) throws IOException {
        for (Path file : loose(age)) {
            Path target = other.resolve("objects").resolve(objects.relativize(file));
            Files.createDirectories(target.getParent());
            link(file, target);
        }
    }

    private static void link(Path file, Path target) throws IOException {
        try {
            Files.createLink(target, file);
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (UnsupportedOperationException e) {
            Files.copy(file, target);
        }
    }
}
