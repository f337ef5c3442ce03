package dev.refgate.server.runlog;

import static dev.refgate.server.runlog.RunRows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.refgate.run.RunIds;
import dev.refgate.server.database.Database;
import dev.refgate.server.database.DatabaseException;
import dev.refgate.server.idempotency.Claim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs on their way through the journal into the database. */
@Timeout(120)
class JournaledRunsTest {
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    private Path folder;

    @TempDir
    private Path copy;

    @Test
    void whatIsOnTheDiskIsThereAfterACrashThatTheDatabaseLearnedNothingBefore() throws Exception {
        List<RunRow> written = new ArrayList<>();
        RunRow running = row("running");
        try (Database database = Database.embedded(folder);
                DatabaseRunLog log = new DatabaseRunLog(database, Retention.DEFAULT, CLOCK);
                Handle lock = locked(database)) {
            log.begin(running);
            for (int i = 0; i < 20; i++) {
                RunRow row = row("success");
                log.begin(row.at("begun"));
                log.end(row);
                written.add(row);
            }
            copyFolder();
            lock.rollback();
        }

        try (Database database = Database.embedded(copy)) {
            assertThat(count(database)).as("what the database knows").isZero();
            try (DatabaseRunLog log = new DatabaseRunLog(database, Retention.DEFAULT, CLOCK)) {
                assertThat(count(database)).isEqualTo(21);
                for (RunRow row : written) {
                    RunRow found = log.find(row.id()).orElseThrow();
                    assertThat(found).isEqualTo(row.at(found.instance()));
                }
                assertThat(log.find(running.id()).orElseThrow().status()).isEqualTo("interrupted");
            }
        }
    }

    @Test
    void whateverATextHasInItIsKeptOrReplaced() {
        RunRow row = row(RunIds.next(), "success", "{\"a\":\"\u0000 \ud800 \u2028 \ud83d\ude00 \\u0000\"}");
        try (Database database = Database.embedded(folder);
                DatabaseRunLog log = new DatabaseRunLog(database, Retention.DEFAULT, CLOCK)) {
            log.end(row);
            await().until(() -> count(database) == 1);

            assertThat(log.find(row.id()).orElseThrow().outputs())
                    .isEqualTo("{\"a\":\"\u0000 ? \u2028 \ud83d\ude00 \\u0000\"}");
        }
    }

    @Test
    void anEntryIsReadAsItWasWritten() throws Exception {
        List<RunRow> rows = List.of(row("running"), row(RunIds.next(), "success", "x".repeat(7_000_000)));

        assertThat(RunEntry.read(RunEntry.write(rows))).isEqualTo(rows);
        assertThatThrownBy(() -> RunEntry.read(new byte[] {1, 2, 3})).isInstanceOf(IOException.class);
    }

    @Test
    void afterItsEndNobodyWaitsForIt() {
        try (Database database = Database.embedded(folder)) {
            DatabaseRunLog log = new DatabaseRunLog(database, Retention.DEFAULT, CLOCK);
            log.end(row("success"));
            log.close();

            assertThat(count(database)).isEqualTo(1);
            assertThatThrownBy(() -> log.begin(row("running"))).isInstanceOf(DatabaseException.class);
        }
    }

    @Test
    void whatWasRemovedDoesNotComeBack() throws Exception {
        RunRow row = row("success");
        try (Database database = Database.embedded(folder);
                DatabaseRunLog log = new DatabaseRunLog(database, Retention.DEFAULT, CLOCK)) {
            log.end(row);
            await().until(() -> count(database) == 1);
            database.writing().useHandle(handle -> handle.execute("DELETE FROM runs"));
        }
        try (Database database = Database.embedded(folder);
                DatabaseRunLog log = new DatabaseRunLog(database, Retention.DEFAULT, CLOCK)) {
            assertThat(log.find(row.id())).isEmpty();
        }
    }

    @Test
    void aRunCanBeReadAndListedBeforeTheDatabaseHasIt() {
        RunRow before = row("success");
        RunRow ended = row("success");
        RunRow running = row("running");
        try (Database database = Database.embedded(folder);
                DatabaseRunLog log = new DatabaseRunLog(database, Retention.DEFAULT, CLOCK)) {
            log.end(before);
            log.begin(row(ended.id(), "running", null));
            await().until(() -> count(database) == 2);
            try (Handle lock = locked(database)) {
                log.begin(running);
                log.end(ended);

                assertThat(count(database)).isEqualTo(2);
                assertThat(log.find(ended.id()).orElseThrow().status()).isEqualTo("success");
                assertThat(ids(log.list(RunQuery.all(10)))).containsExactly(running.id(), ended.id(), before.id());
                RunPage first = log.list(RunQuery.all(2));
                assertThat(ids(first)).containsExactly(running.id(), ended.id());
                assertThat(first.hasMore()).isTrue();
                assertThat(ids(log.list(query("running", 1)))).containsExactly(running.id());
                assertThat(log.list(query("running", 1)).hasMore()).isFalse();
                assertThat(ids(log.list(query("success", 10)))).containsExactly(ended.id(), before.id());
                lock.rollback();
            }
        }
    }

    @Test
    void runsOfManyAreAllThereAndTheJournalIsUsedAgain() throws Exception {
        int each = 150;
        String large = "{\"a\":\"" + "x".repeat(50_000) + "\"}";
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try (Database database = Database.embedded(folder);
                DatabaseRunLog log = new DatabaseRunLog(database, Retention.DEFAULT, CLOCK)) {
            List<Future<List<String>>> all = new ArrayList<>();
            for (int caller = 0; caller < 4; caller++) {
                all.add(callers.submit(() -> {
                    List<String> ids = new ArrayList<>();
                    for (int i = 0; i < each; i++) {
                        RunRow row = row(RunIds.next(), "success", large);
                        log.end(row);
                        ids.add(row.id());
                    }
                    return ids;
                }));
            }
            for (Future<List<String>> ids : all) {
                for (String id : ids.get()) {
                    assertThat(log.find(id).orElseThrow().outputs()).isEqualTo(large);
                }
            }
            try (Stream<Path> files = Files.list(folder.resolve("run-journal"))) {
                assertThat(files.toList())
                        .hasSize(2)
                        .allSatisfy(file -> assertThat(Files.size(file)).isBetween(1L, 8L << 20));
            }
        } finally {
            callers.shutdownNow();
        }
        try (Database database = Database.embedded(folder)) {
            assertThat(count(database)).isEqualTo(4 * each);
        }
    }

    @Test
    void aRunThatIsLargerThanTheJournalIsKeptToo() {
        RunRow row = row(RunIds.next(), "success", "{\"a\":\"" + "x".repeat(9 << 20) + "\"}");
        try (Database database = Database.embedded(folder);
                DatabaseRunLog log = new DatabaseRunLog(database, Retention.DEFAULT, CLOCK)) {
            log.begin(row(row.id(), "running", null));
            log.end(row);
            log.end(row("success"));

            assertThat(log.find(row.id()).orElseThrow().status()).isEqualTo("success");
            await().until(() -> count(database) == 2);
            assertThat(log.find(row.id()).orElseThrow().outputs()).isEqualTo(row.outputs());
        }
    }

    @Test
    void whatCannotBeBroughtInIsSaidAndRefusesMoreUntilItCan() {
        RunRow kept = row("success");
        try (Database database = Database.embedded(folder);
                DatabaseRunLog log = new DatabaseRunLog(database, Retention.DEFAULT, CLOCK)) {
            try (Handle lock = locked(database)) {
                log.end(kept);
                await().atMost(Duration.ofSeconds(20)).until(() -> log.trouble().isPresent());
                assertThat(log.trouble().orElseThrow()).contains("cannot be written", "busy");
                assertThatThrownBy(() -> log.begin(row("running"))).isInstanceOf(DatabaseException.class);
                assertThat(log.find(kept.id())).isPresent();
                lock.rollback();
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> log.trouble().isEmpty());
            log.end(row("success"));
            await().until(() -> count(database) == 2);
        }
    }

    @Test
    void anEndThatCannotBeWrittenIsSeenAtOnceAndWrittenBeforeAnythingElseBegins() {
        RunRow begun = row("running");
        RunRow waiting = row("running");
        try (Database database = Database.embedded(folder);
                DatabaseRunLog log = new DatabaseRunLog(database, Retention.DEFAULT, CLOCK)) {
            log.begin(begun, claim(begun));
            refuseEnds(database);
            log.endLater(row(begun.id(), "interrupted", "{}"));

            assertThat(stored(database, begun.id())).isEqualTo("running");
            assertThat(log.find(begun.id()).orElseThrow().status()).isEqualTo("interrupted");
            assertThat(ids(log.list(query("running", 10)))).isEmpty();
            assertThat(ids(log.list(query("interrupted", 10)))).containsExactly(begun.id());
            assertThat(log.trouble().orElseThrow()).contains("cannot be written", "no room for ends");
            assertThatThrownBy(() -> log.begin(waiting)).isInstanceOf(DatabaseException.class);
            assertThatThrownBy(() -> log.begin(waiting, claim(waiting))).isInstanceOf(DatabaseException.class);

            takeEnds(database);
            log.begin(waiting, claim(waiting));

            assertThat(stored(database, begun.id())).isEqualTo("interrupted");
            assertThat(log.claim(begun.id()).orElseThrow()).isEqualTo(claim(begun));
            assertThat(log.trouble()).isEmpty();
        }
    }

    @Test
    void anEndThatIsToBeWrittenLaterIsWrittenThoughNobodyAsks() {
        RunRow begun = row("running");
        try (Database database = Database.embedded(folder);
                DatabaseRunLog log = new DatabaseRunLog(database, Retention.DEFAULT, CLOCK)) {
            log.begin(begun);
            log.endLater(row(begun.id(), "interrupted", "{}"));

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(stored(database, begun.id())).isEqualTo("interrupted"));
        }
    }

    /** Beginnings find room, and ends do not. */
    private static void refuseEnds(Database database) {
        database.writing()
                .useHandle(handle -> handle.execute("CREATE TRIGGER full BEFORE UPDATE ON runs"
                        + " BEGIN SELECT RAISE(ABORT, 'no room for ends'); END"));
    }

    private static void takeEnds(Database database) {
        database.writing().useHandle(handle -> handle.execute("DROP TRIGGER full"));
    }

    private static Claim claim(RunRow row) {
        return new Claim(row.id(), "digest", row.id());
    }

    private static String stored(Database database, String id) {
        return RunTable.find(database.reading(), id).map(RunRow::status).orElse("not there");
    }

    /** Nobody else can write while it is open: there is one connection for that. */
    private static Handle locked(Database database) {
        Handle handle = database.writing().open();
        handle.begin();
        handle.execute("UPDATE instances SET heartbeat = heartbeat");
        return handle;
    }

    private void copyFolder() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = copy.resolve(folder.relativize(file));
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }

    private static int count(Database database) {
        return database.reading()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM runs")
                        .mapTo(Integer.class)
                        .one());
    }

    private static List<String> ids(RunPage page) {
        return page.runs().stream().map(RunRow::id).toList();
    }

    private static RunQuery query(String status, int limit) {
        RunQuery all = RunQuery.all(limit);
        return new RunQuery(
                all.workflow(),
                all.environment(),
                Optional.of(status),
                all.cause(),
                all.revision(),
                all.session(),
                all.from(),
                all.to(),
                all.before(),
                limit,
                false);
    }
}
