package dev.refgate.internal.git;

import dev.refgate.testing.GitRepo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * A branch {@code main} with a random history, made by {@code git fast-import}: folders that come, change, move and go,
 * files and links in their place, empty commits, and merges with either side as the first parent.
 */
final class RevisionIndexRandomHistory {
    /** Names that sort differently as files and as folders. */
    static final List<String> WORKFLOWS = List.of("a", "a-", "a-b", "a0", "a_", "ab", "b", "b-b", "c");

    private final Random random;
    private final StringBuilder stream = new StringBuilder("feature done\n");
    private final List<Integer> mainCommits = new ArrayList<>();
    private int mark;

    private RevisionIndexRandomHistory(Random random) {
        this.random = random;
    }

    /**
     * @return the commits that {@code main} was at, oldest first; not all of them are on its first-parent history
     */
    static List<String> write(GitRepo repo, Random random, int commits) {
        return new RevisionIndexRandomHistory(random).write(repo, commits);
    }

    private List<String> write(GitRepo repo, int commits) {
        for (int count = 0; count < commits; count++) {
            next();
        }
        stream.append("done\n");
        repo.gitWithInput(stream.toString(), "fast-import", "--quiet", "--force", "--export-marks=marks");
        List<String> ids = repo.git("rev-list", "--all").lines().toList();
        List<String> marks = marks(repo);
        if (!ids.containsAll(marks)) {
            throw new IllegalStateException("fast-import lost a commit");
        }
        return mainCommits.stream().map(number -> marks.get(number - 1)).toList();
    }

    /** The id of each mark, in the order of the marks. */
    private static List<String> marks(GitRepo repo) {
        try {
            return Files.readAllLines(repo.folder().resolve("marks")).stream()
                    .map(line -> line.split(" "))
                    .sorted(Comparator.comparingInt(parts -> Integer.parseInt(parts[0].substring(1))))
                    .map(parts -> parts[1])
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void next() {
        int tip = mainCommits.isEmpty() ? 0 : mainCommits.get(mainCommits.size() - 1);
        int kind = random.nextInt(10);
        if (tip == 0 || kind < 7) {
            mainCommits.add(commit("main", tip, 0));
            return;
        }
        int fork = mainCommits.get(random.nextInt(mainCommits.size()));
        int side = commit("side", fork, 0);
        if (kind == 7) {
            side = commit("side", side, 0);
        }
        mainCommits.add(kind == 9 ? commit("main", side, tip) : commit("main", tip, side));
    }

    private int commit(String branch, int parent, int merged) {
        mark++;
        stream.append("commit refs/heads/%s\nmark :%d\n".formatted(branch, mark));
        stream.append("committer Ada Lovelace <ada@example.com> %d +0000\n".formatted(1_767_225_600 + mark * 60L));
        stream.append("data 6\nchange\n");
        if (parent > 0) {
            stream.append("from :%d\n".formatted(parent));
        }
        if (merged > 0) {
            stream.append("merge :%d\n".formatted(merged));
        }
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            change();
        }
        stream.append('\n');
        return mark;
    }

    private void change() {
        String workflow = "workflows/" + WORKFLOWS.get(random.nextInt(WORKFLOWS.size()));
        switch (random.nextInt(12)) {
            case 0, 1 -> stream.append("D %s\n".formatted(workflow));
            case 2 -> file("100644", workflow, "a file");
            case 3 -> file("120000", workflow, "elsewhere");
            case 4 -> file("100644", "README.md", content());
            case 5 -> file("100644", "workflows/a.txt", content());
            case 6 -> file("100644", workflow + "/deep/er/file", content());
            case 7 -> whole();
            default -> file("100644", workflow + "/workflow.yml", content());
        }
    }

    private void whole() {
        if (random.nextInt(4) == 0) {
            stream.append("D workflows\n");
        } else {
            file("100644", "other/a/workflow.yml", content());
        }
    }

    /** Few different contents, so that a workflow comes back to one. */
    private String content() {
        return "content " + random.nextInt(3);
    }

    private void file(String mode, String path, String content) {
        stream.append("M %s inline %s\ndata %d\n%s\n".formatted(mode, path, content.length(), content));
    }
}
