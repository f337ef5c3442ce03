package dev.refgate.server.runlog;

import static dev.refgate.server.runlog.RunRows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.refgate.server.database.Database;
import dev.refgate.server.testing.MovableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockJumpRunLogTest {
    @TempDir
    private Path folder;

    private final MovableClock clock = new MovableClock();

    @Test
    void nothingIsRemovedUntilAClockThatJumpedIsBelievedAgain() {
        try (Database database = Database.embedded(folder, clock);
                DatabaseRunLog log = new DatabaseRunLog(database, Retention.DEFAULT, clock);
                Janitor janitor = new Janitor(database, Retention.DEFAULT, clock)) {
            RunRow row = row("success").at("this server");
            log.end(row);
            await().until(() -> RunTable.find(database.reading(), row.id()).isPresent());
            long now = System.nanoTime();

            clock.jump(Duration.ofDays(100));
            janitor.tidyUp(now += TimeUnit.MINUTES.toNanos(1));
            clock.jump(Duration.ofMinutes(30));
            janitor.tidyUp(now += TimeUnit.MINUTES.toNanos(30));
            assertThat(log.find(row.id())).as("in doubt").isPresent();

            clock.jump(Duration.ofMinutes(31));
            janitor.tidyUp(now += TimeUnit.MINUTES.toNanos(31));
            assertThat(log.find(row.id())).as("the clock was right").isEmpty();
        }
    }

    @Test
    void aClockThatJumpsBackRemovesNothingEither() {
        try (Database database = Database.embedded(folder, clock);
                DatabaseRunLog log = new DatabaseRunLog(database, Retention.DEFAULT, clock);
                Janitor janitor = new Janitor(database, Retention.DEFAULT, clock)) {
            RunRow row = row("success").at("this server");
            log.end(row);
            await().until(() -> RunTable.find(database.reading(), row.id()).isPresent());

            clock.jump(Duration.ofHours(-30));
            janitor.tidyUp(System.nanoTime());

            assertThat(log.find(row.id())).isPresent();
        }
    }

    @Test
    void aJumpEndsNobodysRunsAndSilenceDoes() {
        try (Database database = Database.embedded(folder, clock);
                Instance server = new Instance(database, () -> {})) {
            RunRow row = row("running").at("other");
            new RunWriter(database).write(List.of(row));
            beatOfTheOther(database);

            for (int hours : List.of(5, -10, 200)) {
                clock.jump(Duration.ofHours(hours));
                server.look();
                server.look();
                beatOfTheOther(database);
                assertThat(status(database, row)).isEqualTo("running");
            }

            for (int look = 0; look < Instance.LOOKS; look++) {
                server.look();
                assertThat(status(database, row)).as("look " + look).isEqualTo("running");
            }
            server.look();
            assertThat(status(database, row)).isEqualTo("interrupted");
        }
    }

    @Test
    void whoWasTakenForDeadSaysThatItLives() {
        try (Database database = Database.embedded(folder, clock);
                Instance server = new Instance(database, () -> {})) {
            database.writing().useHandle(handle -> handle.execute("DELETE FROM instances"));

            server.say();

            int living = database.reading()
                    .withHandle(handle -> handle.createQuery("SELECT count(*) FROM instances WHERE id = :id")
                            .bind("id", server.id())
                            .mapTo(Integer.class)
                            .one());
            assertThat(living).isEqualTo(1);
        }
    }

    private static void beatOfTheOther(Database database) {
        database.writing()
                .useHandle(handle -> handle.execute("INSERT INTO instances VALUES ('other', 0, " + database.now()
                        + ") ON CONFLICT (id) DO UPDATE SET heartbeat = excluded.heartbeat"));
    }

    private static String status(Database database, RunRow row) {
        return RunTable.find(database.reading(), row.id()).orElseThrow().status();
    }
}
