package dev.refgate.server.resource;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Folders of files that are packed with the program. */
public final class PackagedFolder {
    private PackagedFolder() {}

    /**
     * All files of a folder, sorted, by their path below it with {@code /}.
     *
     * @param folder such as {@code demo/support-triage}
     */
    public static Map<String, byte[]> read(String folder) throws IOException {
        URL url = Objects.requireNonNull(PackagedFolder.class.getResource("/" + folder), folder);
        URI uri = uri(url);
        if (!uri.getScheme().equals("jar")) {
            return readBelow(Path.of(uri));
        }
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
            return readBelow(jar.getPath("/" + folder));
        }
    }

    private static Map<String, byte[]> readBelow(Path root) throws IOException {
        List<Path> files;
        try (Stream<Path> paths = Files.walk(root)) {
            files = paths.filter(Files::isRegularFile).toList();
        }
        Map<String, byte[]> contents = new TreeMap<>();
        for (Path file : files) {
            contents.put(root.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
        }
        return contents;
    }

    private static URI uri(URL url) {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class loader's address is a URI", e);
        }
    }
}
