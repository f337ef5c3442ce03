package dev.refgate.maven;

import dev.refgate.Refgate;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.maven.plugin.MojoExecutionException;

/**
 * Where the results of a goal are written, for programs and for people who look later.
 *
 * @param folder made when it is not there
 * @param goal such as {@code promote}
 * @param execution its execution's id in the project's file; {@code default-…} when it has none
 */
record ResultFiles(Path folder, String goal, String execution) {
    private static final Pattern UNUSUAL = Pattern.compile("[^A-Za-z0-9_-]+");

    /** {@code result.json}, which is about the goal that ended last, and this goal's own files. */
    void write(Result result, String told) throws MojoExecutionException {
        try {
            Files.createDirectories(folder);
            removeTests();
            for (Map.Entry<String, String> suite : result.junit().entrySet()) {
                write("TEST-" + name() + "." + suite.getKey() + ".xml", suite.getValue());
            }
            write(name() + ".json", Refgate.json().writeIndented(result.values()));
            write(name() + ".md", result.markdown());
            write(name() + ".html", result.html());
            write("result.json", Refgate.json().writeIndented(verdict(result, told)));
        } catch (IOException e) {
            throw new MojoExecutionException(
                    "refgate.outputDirectory: " + folder + " cannot be written: " + e.getMessage()
                            + " (expected a folder of this user's)",
                    e);
        }
    }

    /** The goal's name, or its execution's where that has one, so that two executions of a goal do not overwrite each other. */
    String name() {
        return execution.startsWith("default")
                ? goal
                : UNUSUAL.matcher(execution).replaceAll("_");
    }

    private void removeTests() throws IOException {
        try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, "TEST-" + name() + ".*.xml")) {
            for (Path file : old) {
                Files.delete(file);
            }
        }
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private Map<String, Object> verdict(Result result, String told) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("goal", goal);
        object.put("execution", execution);
        object.put("verdict", result.verdict());
        object.put("exit_code", (long) result.code());
        object.put("summary", result.summary());
        object.put("message", told);
        object.put("details", name() + ".json");
        return object;
    }
}
