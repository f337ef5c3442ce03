package dev.refgate.server.cli;

import dev.refgate.ExitCode;
import dev.refgate.server.resource.PackagedFolder;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code refgate init}. */
@Command(
        name = "init",
        description = "Write the files of a small workflow repository, and say which git commands come next.",
        footer = "%nNo file that is there already is changed; then nothing is written at all.")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // picocli sets the annotated fields, and reads them
final class InitCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Parameters(
            arity = "0..1",
            paramLabel = "PATH",
            defaultValue = ".",
            description = "Where; made when it is not there (default: ${DEFAULT-VALUE}).")
    private Path path = Path.of(".");

    private final Console console;

    InitCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Map<String, byte[]> files = PackagedFolder.read("init");
        for (String file : files.keySet()) {
            if (Files.exists(path.resolve(file))) {
                throw new FileAlreadyExistsException(path.resolve(file) + " is there already: nothing was written");
            }
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            write(path.resolve(file.getKey()), file.getValue());
        }
        console.out().print(next());
        return ExitCode.DONE;
    }

    private void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, content, StandardOpenOption.CREATE_NEW);
        console.out().println("wrote " + file);
    }

    private String next() {
        String git = "git -C " + Program.quote(path.toString());
        return """

                Next:
                  %1$s init -b main
                  %1$s add refgate.yml workflows
                  %1$s commit -m "Add the hello workflow"
                  %1$s branch env/staging
                  %1$s branch env/production
                  %2$s
                """.formatted(
                        git,
                        Program.command(java.util.List.of(
                                "run",
                                "hello",
                                "--repository",
                                path.toString(),
                                "--environment",
                                "production",
                                "--input",
                                "name=Ada")));
    }
}
