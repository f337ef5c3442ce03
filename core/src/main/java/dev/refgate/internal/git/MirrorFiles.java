package dev.refgate.internal.git;

import dev.refgate.remote.RemoteLocation;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of a mirror, before JGit opens it. */
final class MirrorFiles {
    /** What HEAD names when the remote's names nothing: no branch has such a name. */
    static final String NO_BRANCH = "refs/refgate/none";

    private static final int NAME_BYTES = 12;

    private MirrorFiles() {}

    /** A bare repository without objects and refs. */
    static void create(Path folder, RemoteLocation location) throws IOException {
        for (String part : new String[] {"objects/info", "objects/pack", "refs/heads", "refs/tags"}) {
            Files.createDirectories(folder.resolve(part));
        }
        Files.writeString(
                folder.resolve("description"), "Refgate's mirror of " + location.shown() + "; may be deleted\n");
        Files.writeString(folder.resolve("config"), """
                [core]
                \trepositoryformatversion = 0
                \tbare = true
                \tlogAllRefUpdates = false
                [gc]
                \tauto = 0
                [http]
                \tfollowRedirects = false
                [protocol]
                \tversion = 2
                """);
        writeHead(folder, NO_BRANCH);
    }

    /** In one step, as git does: whoever reads sees the old one or the new one. */
    static void writeHead(Path folder, String branch) throws IOException {
        Path lock = folder.resolve("HEAD.lock");
        Files.writeString(lock, "ref: " + branch + "\n");
        Files.move(lock, folder.resolve("HEAD"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** A name for the folder of a mirror: the same for the same address. */
    static String name(byte[] address) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(address);
            return HexFormat.of().formatHex(hash, 0, NAME_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * What only who changes a mirror writes, and leaves when it is killed: locks of refs, and packs that are half there. Nothing
     * else is looked at: others may write objects at this moment, with files that come and go.
     */
    static List<Path> remains(Path folder) throws IOException {
        List<Path> remains = new ArrayList<>();
        for (String name : new String[] {"HEAD.lock", "packed-refs.lock"}) {
            if (Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                remains.add(folder.resolve(name));
            }
        }
        if (Files.isDirectory(folder.resolve("refs"))) {
            try (Stream<Path> files = Files.walk(folder.resolve("refs"))) {
                files.filter(file -> file.toString().endsWith(".lock") && Files.isRegularFile(file))
                        .forEach(remains::add);
            }
        }
        if (Files.isDirectory(folder.resolve("objects"))) {
            try (DirectoryStream<Path> packs = Files.newDirectoryStream(folder.resolve("objects"), "incoming_*")) {
                packs.forEach(remains::add);
            }
        }
        return remains;
    }

    /** Deletes a folder with all that is in it, or nothing when it is not there; links are not followed. */
    static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
