package dev.refgate.internal.git;

import dev.refgate.repository.CommitId;
import dev.refgate.testing.GitRepo;
import dev.refgate.testing.Jvm;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/** Another process that uses an index: {@code extend <repository> <file> <tip>…}, or {@code hold <lock file>}. */
final class RevisionIndexProcess {

    private RevisionIndexProcess() {}

    static Process start(String... arguments) throws IOException {
        List<String> command =
                Jvm.command("-cp", System.getProperty("java.class.path"), RevisionIndexProcess.class.getName());
        command.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("hold")) {
            hold(Path.of(arguments[1]));
            return;
        }
        GitRepo repo = GitRepo.at(Path.of(arguments[1]));
        for (String tip : Arrays.asList(arguments).subList(3, arguments.length)) {
            try (ObjectAccess objects = RevisionIndexFixture.objects(repo)) {
                new RevisionIndex(objects, Path.of(arguments[2])).at(new CommitId(tip));
            }
            System.out.println(tip);
        }
    }

    private static void hold(Path lock) throws IOException {
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            System.out.println(held.isValid() ? "held" : "not held");
            // Until it is killed.
            System.in.read();
        }
    }
}
