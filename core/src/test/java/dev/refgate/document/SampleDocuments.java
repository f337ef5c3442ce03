package dev.refgate.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The valid documents in the tests' resources. */
public final class SampleDocuments {
    private static final Path FOLDER = Path.of("src/test/resources/dev/refgate/documents");

    private SampleDocuments() {}

    /** The paths of all samples of one kind, {@code workflow} or {@code policy}. */
    public static List<Path> all(String kind) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(kind))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String read(Path sample) {
        try {
            return Files.readString(sample);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String workflow(String name) {
        return read(FOLDER.resolve("workflow").resolve(name));
    }

    public static String policy(String name) {
        return read(FOLDER.resolve("policy").resolve(name));
    }
}
