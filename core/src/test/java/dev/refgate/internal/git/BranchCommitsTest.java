package dev.refgate.internal.git;

import static dev.refgate.internal.git.RepositoryFixture.commit;
import static dev.refgate.internal.git.RepositoryFixture.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.NotFoundException;
import dev.refgate.error.RepositoryException;
import dev.refgate.repository.CommitId;
import dev.refgate.testing.GitRepo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BranchCommitsTest {
    private static final int ALL = 1_000;

    @TempDir
    Path temp;

    private GitRepo git;

    @BeforeEach
    void create() {
        git = GitRepo.create(temp.resolve("repo"));
    }

    private ObjectAccess objects() {
        return new ObjectAccess(GitFolders.find(git.folder()));
    }

    private Set<String> reachable(String tip) {
        return new TreeSet<>(git.git("rev-list", tip).lines().toList());
    }

    /** Commits of up to three parents among those before them, whose dates say nothing. */
    private List<String> anyCommits(int count) {
        Random random = new Random(11);
        String tree = git.revParse(git.commit("a", "1", "root") + "^{tree}");
        List<String> commits = new ArrayList<>(List.of(git.head()));
        while (commits.size() < count) {
            List<String> arguments = new ArrayList<>(List.of("commit-tree", tree, "-m", "no " + commits.size()));
            List<String> candidates = new ArrayList<>(commits.subList(Math.max(0, commits.size() - 6), commits.size()));
            Collections.shuffle(candidates, random);
            candidates.stream().limit(random.nextInt(4)).forEach(parent -> arguments.addAll(List.of("-p", parent)));
            commits.add(git.git(arguments.toArray(String[]::new)));
        }
        return commits;
    }

    @Test
    void saysWhatGitSaysWhereverTheBranchGoes() {
        List<String> commits = anyCommits(60);
        List<String> tips = new ArrayList<>(commits.subList(20, 60));
        tips.add(commits.get(30));
        tips.add(commits.get(59));
        tips.add(commits.get(0));
        Collections.shuffle(tips.subList(35, tips.size()), new Random(5));

        try (GitWorkflowRepository repository = open(git)) {
            for (String tip : tips) {
                Set<String> expected = reachable(tip);
                for (String candidate : commits) {
                    assertThat(repository.isOnBranch(commit(candidate), commit(tip)))
                            .as(candidate + " on " + tip)
                            .isEqualTo(expected.contains(candidate));
                }
            }
        }
    }

    @Test
    void knowsBothAnswersWithoutAWalkWhileTheBranchGrows() {
        String first = git.commit("a", "1", "one");
        git.git("checkout", "--quiet", "-b", "side");
        String side = git.commit("b", "1", "aside");
        git.git("checkout", "--quiet", "main");
        String second = git.commit("a", "2", "two");
        try (ObjectAccess objects = objects()) {
            BranchCommits branch = new BranchCommits(objects, ALL);

            assertThat(branch.have(commit(first), commit(second))).contains(true);
            assertThat(branch.have(commit(side), commit(second))).contains(false);
            git.git("merge", "--quiet", "--no-edit", "side");
            assertThat(branch.have(commit(side), commit(git.head()))).contains(true);
        }
    }

    @Test
    void aBranchThatWentBackIsNotTakenForWhatItWas() {
        String first = git.commit("a", "1", "one");
        String second = git.commit("a", "2", "two");
        String unknown = "1234567890123456789012345678901234567890";
        try (ObjectAccess objects = objects()) {
            BranchCommits branch = new BranchCommits(objects, ALL);
            branch.have(commit(first), commit(second));

            assertThat(branch.have(commit(second), commit(first))).isEmpty();
            assertThat(branch.have(commit(unknown), commit(first))).contains(false);
            git.git("reset", "--quiet", "--hard", first);
            String other = git.commit("a", "3", "another");
            assertThat(branch.have(commit(second), commit(other))).contains(false);
            assertThat(branch.have(commit(first), commit(other))).contains(true);
        }
    }

    @Test
    void remembersNothingOfABranchWithTooManyCommits() {
        for (int i = 0; i < 5; i++) {
            git.commit("a", "" + i, "no " + i);
        }
        CommitId tip = commit(git.head());
        try (ObjectAccess objects = objects()) {
            assertThat(new BranchCommits(objects, 5).have(tip, tip)).contains(true);
            BranchCommits few = new BranchCommits(objects, 4);
            assertThat(few.have(tip, tip)).isEmpty();
            assertThat(few.have(commit(git.revParse("HEAD~1")), commit(git.revParse("HEAD~2"))))
                    .isEmpty();
        }
    }

    @Test
    void aShallowCloneIsNotTakenForAll() {
        git.commit("a", "1", "one");
        git.commit("a", "2", "two");
        git.commit("a", "3", "three");
        CommitId tip = commit(git.head());
        CommitId first = commit(git.revParse("HEAD~2"));
        GitRepo shallow = git.cloneTo(temp.resolve("shallow"), "--depth=2");
        shallow.git("fetch", "--quiet", "--depth=1", "origin", first.hex() + ":refs/heads/first");

        try (GitWorkflowRepository cut = open(shallow)) {
            assertThat(cut.isOnBranch(commit(git.revParse("HEAD~1")), tip)).isTrue();
            assertThatThrownBy(() -> cut.isOnBranch(first, tip))
                    .isInstanceOf(RepositoryException.class)
                    .hasMessageContaining("shallow clone");

            shallow.git("fetch", "--quiet", "--unshallow");
            assertThat(cut.isOnBranch(first, tip)).isTrue();
        }
    }

    @Test
    void aTipThatIsNotThereIsAnError() {
        CommitId root = commit(git.commit("a", "1", "one"));
        CommitId none = commit("1234567890123456789012345678901234567890");

        try (GitWorkflowRepository repository = open(git)) {
            assertThatThrownBy(() -> repository.isOnBranch(root, none)).isInstanceOf(NotFoundException.class);
            assertThat(repository.isOnBranch(none, root)).isFalse();
            assertThat(repository.isOnBranch(root, root)).isTrue();
        }
    }
}
