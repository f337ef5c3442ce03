package dev.refgate.internal.git;

import dev.refgate.testing.GitRepo;
import java.util.Random;

/** A history with merges, deletions, returns to earlier content, and commits that change nothing here; by fast-import. */
final class RandomHistory {
    private final GitRepo git;
    private final Random random;
    private final StringBuilder stream = new StringBuilder();

    RandomHistory(GitRepo git, long seed) {
        this.git = git;
        this.random = new Random(seed);
    }

    /**
     * @return the id of the last commit, which {@code refs/heads/main} is at
     */
    String write(int commits) {
        for (int mark = 1; mark <= commits; mark++) {
            stream.append("commit refs/heads/")
                    .append("main")
                    .append("\nmark :")
                    .append(mark)
                    .append('\n');
            stream.append("committer A <a@example.com> ")
                    .append(1_700_000_000 + mark * 60)
                    .append(" +0000\n");
            data("commit " + mark);
            if (mark > 1) {
                stream.append("from :").append(mark - 1).append('\n');
            }
            if (mark > 10 && random.nextInt(8) == 0) {
                stream.append("merge :").append(mark - 2 - random.nextInt(8)).append('\n');
            }
            change(random.nextInt(10));
            stream.append('\n');
        }
        git.gitWithInput(stream.toString(), "fast-import", "--quiet", "--force");
        return git.revParse("refs/heads/main");
    }

    private void change(int choice) {
        switch (choice) {
            case 0 -> stream.append("D workflows/triage\n");
            case 1 -> stream.append("D workflows\n");
            case 2 -> file("workflows/triage/workflow.yml", random.nextInt(3));
            case 3 -> file("workflows/triage/prompts/deep/reply.md", random.nextInt(3));
            case 4 -> file("workflows/triage-two/workflow.yml", random.nextInt(50));
            case 5, 6 -> file("workflows/other" + random.nextInt(20) + "/workflow.yml", random.nextInt(50));
            case 7 -> file("workflows", 1);
            case 8 -> file("README.md", random.nextInt(50));
            default -> {
                // An empty commit.
            }
        }
    }

    private void file(String path, int content) {
        stream.append("M 100644 inline ").append(path).append('\n');
        data(Integer.toString(content));
    }

    private void data(String text) {
        stream.append("data ").append(text.length()).append('\n').append(text).append('\n');
    }
}
