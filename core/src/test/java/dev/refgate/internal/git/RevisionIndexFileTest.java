package dev.refgate.internal.git;

import static dev.refgate.internal.git.RevisionIndexFixture.assertSameAsGit;
import static dev.refgate.internal.git.RevisionIndexFixture.history;
import static dev.refgate.internal.git.RevisionIndexFixture.objects;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.RevisionHistory;
import dev.refgate.repository.WorkflowId;
import dev.refgate.testing.GitRepo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Whatever becomes of the file, the answers are right and the file is whole afterwards. */
class RevisionIndexFileTest {
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(RevisionIndexFile.class);
    private static final List<String> NAMES = List.of("triage", "routing", "gone");

    @TempDir
    private Path temporary;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<String> tips = new ArrayList<>();
    private GitRepo repo;
    private Path file;
    private int lengthOfFirst;
    private byte[] whole = {};

    /** A history of six commits, and an index of the first five in a file of two segments. */
    @BeforeEach
    void indexedHistory() throws IOException {
        repo = GitRepo.create(temporary.resolve("repo"));
        file = temporary.resolve("index/main.revisions");
        tips.add(repo.commit("workflows/triage/workflow.yml", "one", "r1"));
        tips.add(repo.commit("workflows/gone/workflow.yml", "one", "to go"));
        tips.add(repo.commit("workflows/triage/workflow.yml", "two", "r2"));
        history(repo, file, tips.get(2));
        lengthOfFirst = (int) Files.size(file);
        repo.write("workflows/routing/workflow.yml", "one");
        tips.add(repo.remove("workflows/gone").commit("routing, gone"));
        tips.add(repo.commit("workflows/triage/workflow.yml", "three", "r3"));
        history(repo, file, tips.get(4));
        whole = Files.readAllBytes(file);
        tips.add(repo.commit("workflows/triage/workflow.yml", "four", "r4"));
        log.start();
        LOGGER.setAdditive(false);
        LOGGER.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        LOGGER.detachAppender(log);
        LOGGER.setAdditive(true);
    }

    @Test
    void anExtensionOnlyAppendsAndGivesTheDataOfABuildAtOnce() throws IOException {
        history(repo, file, tips.get(5));
        Path atOnce = temporary.resolve("at-once");
        history(repo, atOnce, tips.get(5));

        assertThat(Arrays.copyOf(Files.readAllBytes(file), whole.length)).isEqualTo(whole);
        assertThat(Files.size(file)).isGreaterThan(whole.length);
        assertSameData(file, atOnce);
        assertThat(log.list).isEmpty();
    }

    @Test
    void aKnownTipIsReadFromTheFileAlone() throws IOException {
        GitRepo empty = GitRepo.createBare(temporary.resolve("empty"));

        assertSameAsGit(history(empty, file, tips.get(4)), repo, tips.get(4), NAMES);
        assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    }

    @Test
    void aFileThatWasCutOffAnywhereIsMadeWhole() throws IOException {
        Path atOnce = temporary.resolve("at-once");
        history(repo, atOnce, tips.get(4));
        RevisionHistory expected = history(repo, atOnce, tips.get(4));
        try (ObjectAccess objects = objects(repo)) {
            for (int length = 0; length < whole.length; length++) {
                log.list.clear();
                Files.write(file, Arrays.copyOf(whole, length));

                assertSame(new RevisionIndex(objects, file).at(new CommitId(tips.get(4))), expected);
                assertSameData(file, atOnce);
                assertThat(log.list).as("cut off at %d", length).hasSize(length == lengthOfFirst ? 0 : 1);
            }
        }
    }

    @Test
    void aFileWithADamagedByteAnywhereIsMadeWhole() throws IOException {
        Path atOnce = temporary.resolve("at-once");
        history(repo, atOnce, tips.get(5));
        RevisionHistory expected = history(repo, atOnce, tips.get(5));
        Random random = new Random(1);
        try (ObjectAccess objects = objects(repo)) {
            for (int at = 0; at < whole.length; at++) {
                log.list.clear();
                byte[] damaged = whole.clone();
                damaged[at] ^= (byte) (1 + random.nextInt(255));
                Files.write(file, damaged);

                assertSame(new RevisionIndex(objects, file).at(new CommitId(tips.get(5))), expected);
                assertSameData(file, atOnce);
                assertThat(log.list).as("damaged at %d", at).hasSize(1);
            }
        }
    }

    @Test
    void whatAnInterruptedWriterLeftAtTheEndIsCutOff() throws IOException {
        Random random = new Random(2);
        for (int size = 1; size < 200; size += 7) {
            byte[] tail = new byte[size];
            if (size % 2 == 0) {
                random.nextBytes(tail);
            }
            Files.write(file, whole);
            Files.write(file, tail, StandardOpenOption.APPEND);

            assertSameAsGit(history(repo, file, tips.get(4)), repo, tips.get(4), List.of("triage"));
            assertSameAsGit(history(repo, file, tips.get(5)), repo, tips.get(5), List.of("triage"));
            assertThat(RevisionIndexDecoder.decode(Files.readAllBytes(file)).problem())
                    .isNull();
        }
    }

    @Test
    void aFileOfAnotherFormatVersionIsMadeAnew() throws IOException {
        byte[] other = whole.clone();
        ByteBuffer.wrap(other).putInt(RevisionIndexFormat.MAGIC.length(), RevisionIndexFormat.VERSION + 1);
        Files.write(file, other);

        assertSameAsGit(history(repo, file, tips.get(5)), repo, tips.get(5), NAMES);
        assertThat(log.list)
                .singleElement()
                .asString()
                .contains("format version " + (RevisionIndexFormat.VERSION + 1) + ", expected "
                        + RevisionIndexFormat.VERSION);
    }

    /** Checksums that are right prove no more than that the file is what somebody wrote. */
    @Test
    void numbersThatCannotBeTrueAreNotBelieved() throws IOException {
        int bodyStart = RevisionIndexFormat.HEAD + RevisionIndexFormat.NUMBER;
        int[] impossible = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0, 1, 2, 1000};
        for (int at = bodyStart; at < lengthOfFirst - RevisionIndexFormat.NUMBER - 3; at++) {
            for (int number : impossible) {
                byte[] forged = whole.clone();
                ByteBuffer.wrap(forged).putInt(at, number);
                int end = lengthOfFirst - RevisionIndexFormat.NUMBER;
                int checked = RevisionIndexFormat.HEAD;
                ByteBuffer.wrap(forged).putInt(end, RevisionIndexFormat.checksum(forged, checked, end - checked));

                RevisionIndexDecoder.Decoded decoded = RevisionIndexDecoder.decode(forged);

                assertThat(decoded.length()).isIn(0, lengthOfFirst, whole.length);
                RevisionHistory view = decoded.data().commitCount() == 0
                        ? null
                        : new RevisionIndexView(decoded.data(), decoded.data().commitCount() - 1);
                if (view != null) {
                    NAMES.forEach(name -> assertThat(
                                    view.revisions(new WorkflowId(name)).size())
                            .isLessThan(10));
                }
            }
        }
    }

    @Test
    void theIndexOfAnotherRepositoryIsReplaced() throws IOException {
        GitRepo other = GitRepo.create(temporary.resolve("other"));
        other.commit("workflows/triage/workflow.yml", "another", "another root");
        String tip = other.commit("workflows/triage/workflow.yml", "one", "r2");

        assertSameAsGit(history(other, file, tip), other, tip, NAMES);
        assertSameAsGit(history(other, file, tip), other, tip, NAMES);
        assertThat(RevisionIndexDecoder.decode(Files.readAllBytes(file)).data().commitCount())
                .isEqualTo(2);
    }

    @Test
    void aForcePushReplacesTheFile() throws IOException {
        repo.git("reset", "--quiet", "--hard", tips.get(1));
        String tip = repo.commit("workflows/triage/workflow.yml", "rewritten", "r2");

        assertSameAsGit(history(repo, file, tip), repo, tip, NAMES);
        Path atOnce = temporary.resolve("at-once");
        history(repo, atOnce, tip);
        assertSameData(file, atOnce);
    }

    @Test
    void aPlaceThatCannotBeWrittenIsDoneWithout() throws IOException {
        Path notAFolder = Files.writeString(temporary.resolve("plain-file"), "in the way");
        Path aFolder = Files.createDirectories(temporary.resolve("a-folder/with-content"));

        for (Path place : List.of(notAFolder.resolve("index/main.revisions"), aFolder.getParent())) {
            log.list.clear();
            assertSameAsGit(history(repo, place, tips.get(5)), repo, tips.get(5), NAMES);
            assertThat(log.list).last().asString().contains("cannot be written, kept in memory");
        }
    }

    @Test
    void aFolderWithoutWritePermissionIsDoneWithout() throws IOException {
        Path folder = Files.createDirectories(temporary.resolve("read-only"));
        Files.copy(file, folder.resolve("main.revisions"));
        assertThat(folder.toFile().setWritable(false)).isTrue();
        try {
            assertSameAsGit(history(repo, folder.resolve("main.revisions"), tips.get(5)), repo, tips.get(5), NAMES);
        } finally {
            assertThat(folder.toFile().setWritable(true)).isTrue();
        }
    }

    @Test
    void aWriterInAnotherPlaceIsNotWaitedFor() throws IOException {
        Path lock = file.resolveSibling("main.revisions.writer");
        Process holder = RevisionIndexProcess.start("hold", lock.toString());
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("held");
            assertSameAsGit(history(repo, file, tips.get(5)), repo, tips.get(5), NAMES);
            assertThat(Files.readAllBytes(file)).isEqualTo(whole);
        } finally {
            holder.destroyForcibly().onExit().join();
        }

        history(repo, file, tips.get(5));
        assertThat(Files.size(file)).isGreaterThan(whole.length);
    }

    @Test
    void twoOfOneProcessMayExtendAtOnce() throws Exception {
        for (int round = 0; round < 20; round++) {
            Files.write(file, round % 2 == 0 ? whole : Arrays.copyOf(whole, lengthOfFirst));
            CyclicBarrier together = new CyclicBarrier(4);
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                List<Future<RevisionHistory>> answers = Stream.of(2, 3, 4, 5)
                        .map(at -> threads.submit(() -> {
                            together.await();
                            return history(repo, file, tips.get(at));
                        }))
                        .toList();
                for (int at = 2; at <= 5; at++) {
                    assertSameAsGit(answers.get(at - 2).get(), repo, tips.get(at), List.of("triage"));
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(RevisionIndexDecoder.decode(Files.readAllBytes(file)).problem())
                    .isNull();
        }
        history(repo, file, tips.get(5));
        Path atOnce = temporary.resolve("at-once");
        history(repo, atOnce, tips.get(5));
        assertSameData(file, atOnce);
    }

    @Test
    void twoProcessesMayExtendAtOnce() throws Exception {
        GitRepo large = GitRepo.createBare(temporary.resolve("large"));
        List<String> many = RevisionIndexRandomHistory.write(large, new Random(5), 300);
        Path shared = temporary.resolve("shared");
        List<String> arguments =
                new ArrayList<>(List.of("extend", large.folder().toString(), shared.toString()));
        arguments.addAll(many);
        Process one = RevisionIndexProcess.start(arguments.toArray(String[]::new));
        Process two = RevisionIndexProcess.start(arguments.toArray(String[]::new));

        assertThat(List.of(one.waitFor(), two.waitFor())).containsExactly(0, 0);

        String tip = many.get(many.size() - 1);
        assertSameAsGit(history(large, shared, tip), large, tip, RevisionIndexRandomHistory.WORKFLOWS);
        Path atOnce = temporary.resolve("at-once");
        history(large, atOnce, tip);
        assertSameData(shared, atOnce);
    }

    @Test
    void aWriterThatIsKilledLeavesNothingThatMatters() throws Exception {
        GitRepo large = GitRepo.createBare(temporary.resolve("large"));
        List<String> many = RevisionIndexRandomHistory.write(large, new Random(6), 200);
        String tip = many.get(many.size() - 1);
        for (int lines = 1; lines <= 4; lines++) {
            Path shared = temporary.resolve("shared" + lines);
            List<String> arguments =
                    new ArrayList<>(List.of("extend", large.folder().toString(), shared.toString()));
            arguments.addAll(many);
            Process killed = RevisionIndexProcess.start(arguments.toArray(String[]::new));
            for (int line = 0; line < lines * 20; line++) {
                killed.inputReader().readLine();
            }
            killed.destroyForcibly().onExit().join();

            assertSameAsGit(history(large, shared, tip), large, tip, RevisionIndexRandomHistory.WORKFLOWS);
            assertThat(RevisionIndexDecoder.decode(Files.readAllBytes(shared)).problem())
                    .isNull();
        }
    }

    @Test
    void aReaderMeetsAFileThatGrowsUnderItsHands() throws IOException {
        RevisionIndexFile reader = new RevisionIndexFile(file);
        try (FileChannel writer = FileChannel.open(file, StandardOpenOption.WRITE)) {
            writer.truncate(lengthOfFirst);
            writer.position(lengthOfFirst);
            for (int at = lengthOfFirst; at < whole.length; at++) {
                assertThat(reader.read().commitCount()).isEqualTo(3);
                writer.write(ByteBuffer.wrap(whole, at, 1));
            }
        }
        assertThat(reader.read().commitCount()).isEqualTo(5);
    }

    private static void assertSame(RevisionHistory actual, RevisionHistory expected) {
        assertThat(actual.tip()).isEqualTo(expected.tip());
        for (String name : NAMES) {
            WorkflowId workflow = new WorkflowId(name);
            assertThat(actual.revisions(workflow)).isEqualTo(expected.revisions(workflow));
            assertThat(actual.current(workflow)).isEqualTo(expected.current(workflow));
        }
    }

    /** Both files are whole and say the same, in however many segments. */
    private static void assertSameData(Path one, Path other) throws IOException {
        RevisionIndexDecoder.Decoded left = RevisionIndexDecoder.decode(Files.readAllBytes(one));
        RevisionIndexDecoder.Decoded right = RevisionIndexDecoder.decode(Files.readAllBytes(other));
        assertThat(left.problem()).isNull();
        assertThat(right.problem()).isNull();
        assertThat(RevisionIndexFormat.segment(left.data(), RevisionIndexData.EMPTY))
                .isEqualTo(RevisionIndexFormat.segment(right.data(), RevisionIndexData.EMPTY));
    }
}
