package dev.refgate.diff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.diff.FileDiff.Significance;
import dev.refgate.diff.UnifiedDiff.Hunk;
import dev.refgate.repository.WorkflowFolder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CodeDiffTest {
    private static final String WORKFLOW = "version: 1\nblocks:\n  - { id: a, type: text, value: x }\n";

    @Test
    void aChangedScriptIsAUnifiedDiffWithThreeLinesOfContext() {
        String before = lines(1, 20);

        FileDiff diff = file("s.js", before, before.replace("line 10\n", "line ten\n"));

        assertThat(text(diff.lines())).isEqualTo("""
                        @@ -7,7 +7,7 @@
                         line 7
                         line 8
                         line 9
                        -line 10
                        +line ten
                         line 11
                         line 12
                         line 13
                        """);
        assertThat(diff.significance()).isEqualTo(Significance.MEANING);
        assertThat(diff.change()).isEqualTo(Change.CHANGED);
    }

    @Test
    void changesThatAreFarApartAreHunksOfTheirOwn() {
        String before = lines(1, 40);

        FileDiff diff = file("p.md", before, before.replace("line 5\n", "").replace("line 30\n", "line 30\nnew\n"));

        assertThat(diff.lines().hunks())
                .extracting(Hunk::header)
                .containsExactly("@@ -2,7 +2,6 @@", "@@ -28,6 +27,7 @@");
    }

    @Test
    void anAddedFileBeginsAtLineZeroOfNothing() {
        FileDiff diff = only(
                tree().with("w/new.js", "one\ntwo\n"),
                WorkflowFiles.commit("before").with("w/workflow.yml", WORKFLOW));

        assertThat(diff.change()).isEqualTo(Change.ADDED);
        assertThat(text(diff.lines())).isEqualTo("@@ -0,0 +1,2 @@\n+one\n+two\n");
    }

    @Test
    void aRemovedFileEndsAtLineZero() {
        FileDiff diff = only(tree(), tree().with("w/old.js", "one\n"));

        assertThat(diff.change()).isEqualTo(Change.REMOVED);
        assertThat(text(diff.lines())).isEqualTo("@@ -1 +0,0 @@\n-one\n");
    }

    @Test
    void aFileWithTheSameContentAtAnotherPathIsRenamed() {
        FileDiff diff = only(tree().with("w/b/new.js", "one\n"), tree().with("w/old.js", "one\n"));

        assertThat(diff.previousPath()).contains("old.js");
        assertThat(diff.path()).isEqualTo("b/new.js");
        assertThat(diff.significance()).isEqualTo(Significance.SAME_CONTENT);
        assertThat(diff.lines().isEmpty()).isTrue();
    }

    @Test
    void anotherModeIsSaid() {
        FileDiff diff = only(
                tree().with("w/run.sh", "x").executable("w/run.sh", true),
                tree().with("w/run.sh", "x").executable("w/run.sh", false));

        assertThat(diff.notes()).containsExactly("mode changed: 100644 → 100755");
        assertThat(diff.significance()).isEqualTo(Significance.SAME_CONTENT);
    }

    @Test
    void commentsQuotesAndTheOrderOfKeysAreOnlyFormatting() {
        WorkflowDiff diff = Differs.workflows(
                WORKFLOW, "# new\nblocks:\n- type: 'text'\n  id: \"a\"\n  value: x # why\nversion: 1\n");

        FileDiff file = diff.code().files().get(0);
        assertThat(file.significance()).isEqualTo(Significance.FORMATTING);
        assertThat(file.lines().isEmpty()).isFalse();
        assertThat(file.canonical()).isEmpty();
        assertThat(((BlocksDiff) diff.blocks()).isEmpty()).isTrue();
    }

    @Test
    void aChangeOfMeaningAmongFormattingIsSeenAloneInTheCanonicalForm() {
        FileDiff file = file(
                "inputs/default.json",
                "{\"a\": 1, \"b\": [1, 2], \"c\": \"x\"}\n",
                "{\n  \"c\": \"x\",\n  \"b\": [1, 3],\n  \"a\": 1\n}\n");

        assertThat(file.significance()).isEqualTo(Significance.MEANING);
        assertThat(file.showsCanonical()).isTrue();
        assertThat(text(file.readable())).isEqualTo("@@ -1,5 +1,5 @@\n a: 1\n b:\n   - 1\n-  - 2\n+  - 3\n c: \"x\"\n");
    }

    @Test
    void aChangeOfMeaningAloneIsShownInTheFileAsItIs() {
        FileDiff file = file("x.yaml", "b: 1 # why\na: 2\n", "b: 3 # why\na: 2\n");

        assertThat(file.showsCanonical()).isFalse();
        assertThat(text(file.readable())).isEqualTo("@@ -1,2 +1,2 @@\n-b: 1 # why\n+b: 3 # why\n a: 2\n");
    }

    @Test
    void theOrderOfAListIsMeaning() {
        assertThat(file("x.yml", "a: [1, 2]\n", "a: [2, 1]\n").significance()).isEqualTo(Significance.MEANING);
    }

    @Test
    void aBinaryFileIsSizesAndDigests() {
        FileDiff file = Differs.files("logo.png", new byte[] {1, 0, 2}, new byte[] {1, 0, 3, 4});

        assertThat(file.notes()).containsExactly("before: binary", "after: binary");
        assertThat(file.lines().isEmpty()).isTrue();
        assertThat(file.from().orElseThrow().size()).isEqualTo(3);
        // As git hash-object says.
        assertThat(file.from().orElseThrow().digest()).isEqualTo("c3027df660b44a7a17b1411eed91fe252dd4f46b");
        assertThat(file.to().orElseThrow().size()).isEqualTo(4);
    }

    @Test
    void aHugeFileIsNotReadForItsLines() {
        byte[] before = new byte[10 << 20];
        Arrays.fill(before, (byte) 'a');
        byte[] after = before.clone();
        after[5_000_000] = 'b';

        FileDiff file = Differs.files("data.txt", before, after);

        assertThat(file.notes()).hasSize(2).allMatch(note -> note.contains("more than 1 MiB"));
        assertThat(file.lines().isEmpty()).isTrue();
        assertThat(file.from().orElseThrow().digest())
                .isNotEqualTo(file.to().orElseThrow().digest());
    }

    @Test
    void twoLargeTextsThatShareNothingAreComparedFast() {
        String before = IntStream.range(0, 60_000).mapToObj(i -> "a" + i).collect(Collectors.joining("\n"));
        String after = IntStream.range(0, 60_000).mapToObj(i -> "b" + i).collect(Collectors.joining("\n"));

        FileDiff file = file("x.txt", before, after);

        assertThat(file.lines().removed()).isEqualTo(60_000);
        assertThat(file.lines().added()).isEqualTo(60_000);
    }

    @Test
    void otherLineEndingsAreSaidAndNotShownAsLines() {
        FileDiff file = file("s.js", "one\ntwo\n", "one\r\ntwo\r\n");

        assertThat(file.notes()).containsExactly("line endings changed: LF → CRLF");
        assertThat(file.lines().isEmpty()).isTrue();
        assertThat(file.significance()).isEqualTo(Significance.LINE_ENDINGS);
    }

    @Test
    void otherLineEndingsDoNotHideAnotherChange() {
        FileDiff file = file("s.js", "one\r\ntwo\r\n", "one\nthree\n");

        assertThat(file.notes()).containsExactly("line endings changed: CRLF → LF");
        assertThat(text(file.lines())).isEqualTo("@@ -1,2 +1,2 @@\n one\n-two\n+three\n");
        assertThat(file.significance()).isEqualTo(Significance.MEANING);
    }

    @Test
    void aMissingNewlineAtTheEndIsMarked() {
        FileDiff file = file("s.js", "one\ntwo\n", "one\ntwo");

        assertThat(text(file.lines())).isEqualTo("@@ -1,2 +1,2 @@\n one\n-two\n+two\n\\ No newline at end of file\n");
    }

    @Test
    void bytesThatAreNoUtf8AreTreatedAsBinaryAndSayWhy() {
        FileDiff file = Differs.files("s.js", "ok\n".getBytes(UTF_8), new byte[] {'a', (byte) 0xff, '\n'});

        assertThat(file.notes()).containsExactly("after: not valid UTF-8, so treated as binary");
        assertThat(file.lines().isEmpty()).isTrue();
        assertThat(file.significance()).isEqualTo(Significance.MEANING);
    }

    @Test
    void aByteOrderMarkIsSaid() {
        FileDiff file = file("s.js", "one\n", "\ufeffone\n");

        assertThat(file.notes()).containsExactly("byte order mark added");
        assertThat(file.lines().isEmpty()).isTrue();
    }

    @Test
    void yamlThatCannotBeReadIsStillShownWithTheProblem() {
        FileDiff file = file("x.yml", "a: 1\n", "a: [1\n");

        assertThat(text(file.lines())).isEqualTo("@@ -1 +1 @@\n-a: 1\n+a: [1\n");
        assertThat(file.notes()).hasSize(1).allMatch(note -> note.startsWith("after: workflows/w/x.yml:"));
        assertThat(file.canonical()).isEmpty();
        assertThat(file.significance()).isEqualTo(Significance.MEANING);
    }

    @Test
    void aFileThatBecomesALinkIsSaid() {
        FileDiff file = only(tree().with("w/s.js", WorkflowFolder.Kind.SYMLINK), tree().with("w/s.js", "one\n"));

        assertThat(file.notes()).contains("kind of file: regular file → symbolic link");
        assertThat(file.significance()).isEqualTo(Significance.MEANING);
    }

    @Test
    void emptiedAndFilledFilesAreWholeHunks() {
        assertThat(text(file("s.js", "", "one\n").lines())).isEqualTo("@@ -0,0 +1 @@\n+one\n");
        assertThat(text(file("s.js", "one\n", "").lines())).isEqualTo("@@ -1 +0,0 @@\n-one\n");
        assertThat(file("x.yml", "", "a: 1\n").significance()).isEqualTo(Significance.MEANING);
    }

    @Test
    void foldersOnDiskAreComparedByTheirFiles() {
        WorkflowFiles before =
                WorkflowFiles.folder("a").with("w/workflow.yml", WORKFLOW).with("w/s.js", "one");
        WorkflowFiles same =
                WorkflowFiles.commit("b").with("w/workflow.yml", WORKFLOW).with("w/s.js", "one");
        WorkflowFiles other =
                WorkflowFiles.commit("c").with("w/workflow.yml", WORKFLOW).with("w/s.js", "two");

        assertThat(Differs.diff(before, same).isEmpty()).isTrue();
        assertThat(Differs.only(Differs.diff(before, other)).code().files())
                .extracting(FileDiff::path)
                .containsExactly("s.js");
    }

    private static WorkflowFiles tree() {
        return WorkflowFiles.commit("tree").with("w/workflow.yml", WORKFLOW);
    }

    private static FileDiff only(WorkflowFiles to, WorkflowFiles from) {
        List<FileDiff> files = Differs.only(Differs.diff(from, to)).code().files();
        assertThat(files).hasSize(1);
        return files.get(0);
    }

    private static FileDiff file(String path, String from, String to) {
        return Differs.files(path, from.getBytes(StandardCharsets.UTF_8), to.getBytes(StandardCharsets.UTF_8));
    }

    private static String lines(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(i -> "line " + i + "\n")
                .collect(Collectors.joining());
    }

    static String text(UnifiedDiff diff) {
        StringBuilder out = new StringBuilder();
        for (Hunk hunk : diff.hunks()) {
            out.append(hunk.header()).append('\n');
            hunk.lines()
                    .forEach(line -> out.append(line.kind().sign())
                            .append(line.text())
                            .append(line.unended() ? "\n\\ No newline at end of file\n" : "\n"));
        }
        return out.toString();
    }
}
