package dev.refgate.server.runlog;

import static dev.refgate.server.runlog.RunRows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.refgate.server.access.AuditLog;
import dev.refgate.server.database.Database;
import dev.refgate.server.database.DatabaseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseRunLogTest {
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    private Path folder;

    @Test
    void whatACrashCutOffIsInterruptedAtTheNextStart() {
        RunRow running = row("running");
        RunRow ended = row("success");
        try (Database database = Database.embedded(folder)) {
            new RunWriter(database)
                    .write(List.of(
                            running.at("gone"), row(ended.id(), "running", null).at("gone"), ended.at("gone")));
            database.writing()
                    .useHandle(handle -> handle.execute("INSERT INTO instances VALUES ('gone', 0, 4000000000000)"));
        }

        try (Database database = Database.embedded(folder);
                DatabaseRunLog log = new DatabaseRunLog(database, Retention.DEFAULT, CLOCK)) {
            assertThat(log.find(running.id()).orElseThrow().status()).isEqualTo("interrupted");
            assertThat(log.find(running.id()).orElseThrow().errorMessage()).contains("server ended");
            assertThat(log.find(ended.id()).orElseThrow().status()).isEqualTo("success");
            assertThat(log.list(RunQuery.all(10)).runs()).hasSize(2);
        }
    }

    @Test
    void twoServersOnOneFolderAreRefused() {
        try (Database first = Database.embedded(folder)) {
            assertThatThrownBy(() -> Database.embedded(folder))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("another server")
                    .hasMessageContaining("--database");
            assertThat(count(first)).isZero();
        }
        Database.embedded(folder).close();
    }

    @Test
    void oldRunsAreRemovedAndRunningOnesAreNot() {
        Clock inHundredDays = Clock.fixed(Instant.now().plus(Duration.ofDays(100)), ZoneOffset.UTC);
        RunRow running = row("running");
        try (Database database = Database.embedded(folder);
                DatabaseRunLog log = new DatabaseRunLog(database, Retention.DEFAULT, CLOCK)) {
            for (int i = 0; i < 1_200; i++) {
                log.end(row("success"));
            }
            log.begin(running);
            await().until(() -> count(database) == 1_201);

            try (Janitor now = new Janitor(database, Retention.DEFAULT, CLOCK);
                    Janitor later = new Janitor(database, Retention.DEFAULT, inHundredDays)) {
                assertThat(now.removeOld()).isZero();
                assertThat(later.removeOld()).isEqualTo(1_200);
            }
            assertThat(log.list(RunQuery.all(10)).runs()).extracting(RunRow::id).containsExactly(running.id());
        }
    }

    @Test
    void oldLinesOfTheAuditLogAreRemovedToo() {
        Clock inFortyDays = Clock.fixed(Instant.now().plus(Duration.ofDays(40)), ZoneOffset.UTC);
        Retention shorter = new Retention(Duration.ofDays(90), Long.MAX_VALUE, Duration.ofDays(30));
        try (Database database = Database.embedded(folder)) {
            AuditLog audit = new AuditLog(database);
            for (int i = 0; i < 600; i++) {
                audit.record("key:ci", "127.0.0.1", "POST /v2/runs/run_1/cancel", "done");
            }

            try (Janitor now = new Janitor(database, shorter, CLOCK);
                    Janitor asLongAsRuns = new Janitor(database, Retention.DEFAULT, inFortyDays);
                    Janitor later = new Janitor(database, shorter, inFortyDays)) {
                now.tidyUp(System.nanoTime());
                asLongAsRuns.tidyUp(System.nanoTime());
                assertThat(audit.list(Optional.empty(), 1_000)).hasSize(600);

                later.tidyUp(System.nanoTime());
                assertThat(audit.list(Optional.empty(), 1_000)).isEmpty();
            }
        }
    }

    @Test
    void theOldestRunsAreRemovedWhenTheLogIsTooLarge() {
        Clock soon = Clock.offset(CLOCK, Duration.ofMinutes(1));
        try (Database database = Database.embedded(folder);
                DatabaseRunLog log = new DatabaseRunLog(database, Retention.DEFAULT, CLOCK)) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 1_500; i++) {
                RunRow row = row("success");
                ids.add(row.id());
                log.end(row);
            }
            await().until(() -> count(database) == 1_500);

            int removed;
            try (Janitor measure = new Janitor(database, Retention.DEFAULT, soon);
                    Janitor janitor =
                            new Janitor(database, new Retention(Duration.ofDays(90), measure.used() / 2), soon)) {
                removed = janitor.removeMany();
            }

            assertThat(removed).isBetween(500, 1_499);
            assertThat(log.find(ids.get(0))).isEmpty();
            assertThat(log.find(ids.get(1_499))).isPresent();
        }
    }

    @Test
    void everyCharacterIsKept() {
        RunRow written = row("success");
        try (Database database = Database.embedded(folder);
                DatabaseRunLog log = new DatabaseRunLog(database, Retention.DEFAULT, CLOCK)) {
            log.end(written);

            RunRow read = log.find(written.id()).orElseThrow();

            assertThat(read).isEqualTo(written.at(read.instance()));
        }
    }

    @Test
    void aGroupThatBreaksOffLeavesNothingBehindForTheNextOne() {
        RunRow first = row("success");
        RunRow later = row("success");
        try (Database database = Database.embedded(folder)) {
            RunWriter writer = new RunWriter(database);

            assertThatThrownBy(() -> writer.write(Arrays.asList(first, null))).isInstanceOf(NullPointerException.class);
            writer.write(List.of(later));

            assertThat(RunTable.find(database.reading(), first.id())).isEmpty();
            assertThat(RunTable.find(database.reading(), later.id())).isPresent();
        }
    }

    @Test
    void whatIsNotADatabaseIsToldInOneLine() throws Exception {
        Files.writeString(folder.resolve("refgate.db"), "this is no database, it is only a text");

        assertThatThrownBy(() -> Database.embedded(folder))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("--data: " + folder)
                .hasMessageContaining("not a database");
        assertThatThrownBy(() -> Database.postgresql("postgresql://127.0.0.1:1/x", Optional.empty()))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("--database");
        assertThatThrownBy(() -> Database.postgresql("mysql://x", Optional.empty()))
                .hasMessageContaining("postgresql://");
    }

    private static int count(Database database) {
        return database.reading()
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM runs")
                        .mapTo(Integer.class)
                        .one());
    }
}
