package dev.refgate.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CheckpointsTest {
    private static final int PAGE = 4_096;

    /** More than the log has when it is to begin anew, less than twice that. */
    private static final int MANY = 5_000;

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenComesIntoTheFileWithoutAWriterDoingIt() {
        try (Database database = Database.embedded(folder)) {
            long before = size("refgate.db");

            write(database, 500);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(size("refgate.db")).isGreaterThan(before + 500 * PAGE));
        }
    }

    @Test
    void theLogBeginsAnewAndDoesNotGrowForEver() {
        try (Database database = Database.embedded(folder)) {
            long most = 0;
            for (int round = 0; round < 4; round++) {
                write(database, MANY);
                most = Math.max(most, size("refgate.db-wal"));
                awaitThatTheLogBeginsAnew(database);
            }

            assertThat(most).isLessThan(3L * MANY * PAGE);
            assertThat(rows(database)).isEqualTo(4L * MANY);
        }
    }

    @Test
    void aReaderThatTakesLongHoldsUpNoWriterAndSeesWhatItSaw() {
        try (Database database = Database.embedded(folder);
                Handle reader = database.reading().open()) {
            write(database, 10);
            reader.begin();
            long seen = count(reader);

            write(database, MANY);
            write(database, MANY);
            long seenLater = count(reader);
            reader.rollback();

            assertThat(seen).isEqualTo(10);
            assertThat(seenLater).isEqualTo(10);
            awaitThatTheLogBeginsAnew(database);
            assertThat(rows(database)).isEqualTo(10 + 2L * MANY);
        }
    }

    /** Then a write goes to its beginning, and leaves the rest of it as it is. */
    private void awaitThatTheLogBeginsAnew(Database database) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            database.writing().useHandle(handle -> handle.execute("UPDATE filler SET id = id WHERE id = 1"));
            assertThat(pagesInLog(database)).isLessThan(1_000);
        });
    }

    private static int pagesInLog(Database database) {
        return database.reading()
                .withHandle(handle -> handle.createQuery("PRAGMA wal_checkpoint(PASSIVE)")
                        .map((row, context) -> row.getInt("log"))
                        .one());
    }

    private static void write(Database database, int pages) {
        Jdbi writing = database.writing();
        writing.useHandle(
                handle -> handle.execute("CREATE TABLE IF NOT EXISTS filler (id INTEGER PRIMARY KEY, text TEXT)"));
        for (int done = 0; done < pages; done += 10) {
            writing.useTransaction(handle -> {
                for (int i = 0; i < 10; i++) {
                    handle.execute("INSERT INTO filler (text) VALUES (hex(zeroblob(2040)))");
                }
            });
        }
    }

    private static long rows(Database database) {
        return database.reading().withHandle(CheckpointsTest::count);
    }

    private static long count(Handle handle) {
        return handle.createQuery("SELECT count(*) FROM filler")
                .mapTo(Long.class)
                .one();
    }

    private long size(String file) {
        try {
            return Files.size(folder.resolve(file));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
