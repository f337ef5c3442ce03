package dev.refgate;

import dev.refgate.testing.GitRepo;
import java.nio.file.Path;

/** A workflow repository with one workflow, {@code greet}, that says which version of it answered. */
final class SampleRepository {
    static final String POLICY = """
            version: 1
            source: main
            environments:
              development: { ref: refs/heads/main }
              staging: { ref: refs/heads/env/staging, from: development }
              production: { ref: refs/heads/env/production, from: staging }
            """;

    private final GitRepo git;

    private SampleRepository(GitRepo git) {
        this.git = git;
    }

    static SampleRepository create(Path folder) {
        GitRepo git = GitRepo.create(folder);
        git.write("refgate.yml", POLICY);
        return new SampleRepository(git);
    }

    GitRepo git() {
        return git;
    }

    /** Commits a version of the workflow whose output {@code says} is {@code text}, a template. */
    String commitGreeting(String text) {
        git.write("workflows/greet/workflow.yml", greeting(text));
        return git.commit("Say " + text.replaceAll("[^a-z0-9 ]", ""));
    }

    static String greeting(String text) {
        return """
                version: 1
                name: Greeting
                blocks:
                  - id: words
                    type: text
                    value: '%s'
                outputs:
                  says: "{{ words.output }}"
                """.formatted(text);
    }
}
