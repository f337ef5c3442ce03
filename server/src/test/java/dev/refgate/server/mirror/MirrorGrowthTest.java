package dev.refgate.server.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.RemoteMirror;
import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.OwnThread;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mirror that is fetched for ever does not grow for ever, and nobody notices how that is done. */
final class MirrorGrowthTest {
    private static final String TOKEN = "";
    private static final int MANY = 40;

    @TempDir
    private Path folder;

    private RemoteRepository remote;
    private Path mirror;

    @BeforeEach
    void create() {
        remote = RemoteRepository.create(folder, Samples.POLICY);
        mirror = folder.resolve("data/mirrors/remote.git");
    }

    private RemoteMirror copy() {
        return MirroredServer.patientCopy("file://" + remote.bare.folder(), TOKEN, mirror);
    }

    private void fetchMany(RemoteMirror copy) {
        for (String commit : remote.changeMany(MANY)) {
            remote.point(commit);
            copy.fetch();
        }
    }

    private long packs() {
        try (Stream<Path> packs = Files.list(mirror.resolve("objects/pack"))) {
            return packs.filter(pack -> pack.toString().endsWith(".pack")).count();
        } catch (IOException e) {
            return -1;
        }
    }

    private boolean has(String object) {
        return PlainGit.shell(mirror, "git cat-file -e " + object + " 2>/dev/null && echo yes || echo no")
                .equals("yes");
    }

    private void assertIsSound() {
        assertThat(PlainGit.at(mirror).git("fsck", "--full", "--strict", "--no-dangling", "--no-progress"))
                .isEmpty();
        assertThat(PlainGit.at(mirror).git("for-each-ref")).isEqualTo(remote.bare.git("for-each-ref"));
    }

    @Test
    void runsAndFetchesGoOnWhileManyFilesBecomeFew() {
        Queue<Answer> answers = new ConcurrentLinkedQueue<>();
        AtomicBoolean going = new AtomicBoolean(true);
        try (MirroredServer server =
                MirroredServer.start("file://" + remote.bare.folder(), TOKEN, mirror, MirroredServer.NEVER)) {
            assertThat(server.answer("production")).isEqualTo("Hello World");
            List<CompletableFuture<Void>> clients = Stream.of("production", "staging")
                    .map(environment -> CompletableFuture.runAsync(
                            () -> {
                                while (going.get()) {
                                    answers.add(server.run("hello", environment));
                                }
                            },
                            OwnThread.EXECUTOR))
                    .toList();
            Path before = link();
            List<String> commits = remote.changeMany(MANY + 10);
            for (String commit : commits) {
                String expected = "Greeting" + commits.indexOf(commit) + " World";
                remote.point(commit);
                server.hint();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(5))
                        .untilAsserted(
                                () -> assertThat(server.answer("production")).isEqualTo(expected));
            }
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !link().equals(before));
            server.hint();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(packs()).isBetween(1L, (long) MANY));
            going.set(false);
            CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new)).join();
            assertThat(server.status().staleSince()).isEmpty();
        }
        assertThat(answers)
                .isNotEmpty()
                .allSatisfy(answer ->
                        assertThat(answer.status()).as(answer.toString()).isEqualTo(200));
        assertIsSound();
        assertThat(beside()).as("the link, its folder and the lock").hasSize(3);
    }

    private Path link() {
        try {
            return Files.readSymbolicLink(mirror);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<Path> beside() {
        try (Stream<Path> files = Files.list(mirror.getParent())) {
            return files.toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatNoRefLeadsToStaysForAsLongAsTheLogOfRunsMayNameIt() {
        RemoteMirror copy = copy();
        copy.fetch();
        String forsaken = remote.change("Forsaken");
        remote.push("HEAD:main", "HEAD:env/production");
        copy.fetch();
        remote.work.git("reset", "--quiet", "--hard", "HEAD~");
        String deleted = remote.change("Deleted");
        remote.push("HEAD:refs/heads/side");
        copy.fetch();
        remote.work.git("reset", "--quiet", "--hard", "HEAD~");
        remote.push("HEAD:main", "HEAD:env/production", ":side");
        fetchMany(copy);
        assertThat(packs()).isGreaterThan(30);

        assertThat(copy.compact(Duration.ofDays(90))).isTrue();

        assertThat(packs()).isEqualTo(1);
        assertThat(has(forsaken + ":workflows/hello/workflow.yml"))
                .as("a commit that was rewritten, with all its files")
                .isTrue();
        assertThat(has(deleted)).isTrue();
        assertIsSound();
        assertThat(copy.compact(Duration.ofDays(90))).as("it is tidy now").isFalse();

        fetchMany(copy);
        assertThat(copy.compact(Duration.ZERO)).isTrue();

        assertThat(has(forsaken)).as("its time is over").isFalse();
        assertThat(has(deleted)).isFalse();
        assertIsSound();
    }

    @Test
    void whatComesBackAfterItWasRemovedIsFetchedAgain() {
        RemoteMirror copy = copy();
        copy.fetch();
        String gone = remote.change("Gone");
        remote.push("HEAD:env/production");
        copy.fetch();
        remote.work.git("reset", "--quiet", "--hard", "HEAD~");
        remote.push("HEAD:env/production");
        fetchMany(copy);
        assertThat(copy.compact(Duration.ZERO)).isTrue();
        assertThat(has(gone)).isFalse();

        remote.work.git("push", "--quiet", "--force", "origin", gone + ":refs/heads/env/production");
        copy.fetch();

        assertThat(has(gone + ":workflows/hello/workflow.yml")).isTrue();
        assertIsSound();
    }

    @Test
    void objectsThatSomebodyHasJustWrittenStayAndOldOnesGo() throws IOException {
        RemoteMirror copy = copy();
        fetchMany(copy);
        String young = hashObject("young");
        String old = hashObject("old");
        Files.setLastModifiedTime(
                mirror.resolve("objects/" + old.substring(0, 2) + "/" + old.substring(2)),
                FileTime.from(Instant.now().minus(Duration.ofHours(2))));

        assertThat(copy.compact(MirroredServer.KEEP)).isTrue();

        assertThat(has(young)).as("it may be on its way to the remote").isTrue();
        assertThat(has(old)).isFalse();
    }

    private String hashObject(String text) {
        return PlainGit.shell(mirror, "printf " + text + " | git hash-object -w --stdin");
    }

    @Test
    void whatAKilledOneLeftIsRemovedAndAPackThatCannotBeReadChangesNothing() throws IOException {
        RemoteMirror copy = copy();
        fetchMany(copy);
        Files.createDirectories(mirror.resolveSibling("remote.git.c123/objects/pack"));
        assertThat(copy.compact(MirroredServer.KEEP)).isTrue();
        assertThat(beside()).hasSize(3);

        fetchMany(copy);
        Path before = link();
        try (Stream<Path> packs = Files.list(mirror.resolve("objects/pack"))) {
            for (Path pack :
                    packs.filter(file -> file.toString().endsWith(".pack")).toList()) {
                pack.toFile().setWritable(true);
                byte[] bytes = Files.readAllBytes(pack);
                Files.write(pack, List.of(new String(bytes, 0, 20, StandardCharsets.ISO_8859_1)));
            }
        }
        assertThatThrownBy(() -> copy.compact(MirroredServer.KEEP)).hasMessageContaining("cannot be tidied up");
        assertThat(link()).isEqualTo(before);
        copy.fetch();
        assertIsSound();
    }
}
