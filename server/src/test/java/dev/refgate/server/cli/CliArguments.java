package dev.refgate.server.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command line for one repository. */
record CliArguments(List<String> words) {

    static CliArguments with(Path repository, String... command) {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(List.of("--repository", repository.toString()));
        return new CliArguments(words);
    }

    String[] and(String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
