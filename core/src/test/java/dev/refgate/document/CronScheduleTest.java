package dev.refgate.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.InvalidArgumentException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CronScheduleTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "0 18 * * FRI,      UTC,           2026-03-02T09:00:00Z, 2026-03-06T18:00:00Z",
        "0 18 * * 5,        Europe/Berlin, 2026-03-02T09:00:00Z, 2026-03-06T17:00:00Z",
        "*/15 * * * *,      UTC,           2026-03-02T09:00:00Z, 2026-03-02T09:15:00Z",
        "59 23 31 12 *,     UTC,           2026-03-02T09:00:00Z, 2026-12-31T23:59:00Z",
        "0 0 29 2 *,        UTC,           2026-03-02T09:00:00Z, 2028-02-29T00:00:00Z",
        "0 0 29 2 *,        UTC,           2096-03-02T09:00:00Z, 2104-02-29T00:00:00Z",
        "0 0 13 * FRI,      UTC,           2026-03-02T09:00:00Z, 2026-03-06T00:00:00Z",
        "0 0 */13 * FRI,    UTC,           2026-03-02T09:00:00Z, 2026-03-27T00:00:00Z",
        "0 0 * * 0,         UTC,           2026-03-02T09:00:00Z, 2026-03-08T00:00:00Z",
        "0 0 * * 7,         UTC,           2026-03-02T09:00:00Z, 2026-03-08T00:00:00Z",
        "'5-10/5 8-9 1,15 JAN-MAR *', UTC, 2026-03-01T09:10:00Z, 2026-03-15T08:05:00Z",
        // Clocks go forward from 02:00 to 03:00 on 2026-03-29, and back from 03:00 to 02:00 on 2026-10-25.
        "30 2 * * *,        Europe/Berlin, 2026-03-29T00:00:00Z, 2026-03-29T01:30:00Z",
        "30 * * * *,        Europe/Berlin, 2026-03-29T00:30:00Z, 2026-03-29T01:30:00Z",
        "0 * * * *,         Europe/Berlin, 2026-03-29T00:30:00Z, 2026-03-29T01:00:00Z",
        "30 2 * * *,        Europe/Berlin, 2026-10-25T00:00:00Z, 2026-10-25T00:30:00Z",
        "30 2 * * *,        Europe/Berlin, 2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z",
        "30 * * * *,        Europe/Berlin, 2026-10-25T00:30:00Z, 2026-10-25T01:30:00Z",
        "0 9 * * *,         Pacific/Apia,  2011-12-29T20:00:00Z, 2011-12-30T19:00:00Z"
    })
    void comesNext(String cron, String zone, Instant after, Instant expected) {
        assertThat(CronSchedule.parse(cron, ZoneId.of(zone)).firstAfter(after)).contains(expected);
    }

    @Test
    void theLastTimeIsLookedForBackToABound() {
        CronSchedule schedule = CronSchedule.parse("0 18 * * FRI", BERLIN);
        Instant sunday = Instant.parse("2026-03-08T12:00:00Z");
        Instant friday = Instant.parse("2026-03-06T17:00:00Z");

        assertThat(schedule.lastAtOrBefore(sunday, friday.minusSeconds(1))).contains(friday);
        assertThat(schedule.lastAtOrBefore(sunday, friday)).isEmpty();
        assertThat(schedule.lastAtOrBefore(friday, friday.minusSeconds(1))).contains(friday);
        assertThat(schedule.lastAtOrBefore(friday.minusSeconds(1), friday.minusSeconds(60)))
                .isEmpty();
    }

    /** Minute by minute, from the words of the expression alone. */
    @Test
    void agreesWithLookingAtEveryMinute() {
        Random random = new Random(20260302);
        for (int i = 0; i < 60; i++) {
            int minute = random.nextInt(60);
            int hour = random.nextInt(24);
            int day = 1 + random.nextInt(28);
            int weekday = random.nextInt(7);
            boolean either = random.nextBoolean();
            String cron = minute + " " + hour + " " + (either ? day : "*") + " * " + weekday;
            Instant start = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(60L * random.nextInt(500_000));

            Optional<Instant> found = CronSchedule.parse(cron, ZoneOffset.UTC).firstAfter(start);

            Instant expected = start;
            do {
                expected = expected.plusSeconds(60);
            } while (!matches(expected, minute, hour, either ? day : -1, weekday));
            assertThat(found).as("%s after %s", cron, start).contains(expected);
            assertThat(CronSchedule.parse(cron, ZoneOffset.UTC).lastAtOrBefore(expected, start))
                    .contains(expected);
        }
    }

    private static boolean matches(Instant instant, int minute, int hour, int day, int weekday) {
        var time = instant.atOffset(ZoneOffset.UTC);
        return time.getMinute() == minute
                && time.getHour() == hour
                && (time.getDayOfMonth() == day || time.getDayOfWeek().getValue() % 7 == weekday);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> CronSchedule.parse("61 * * * *", ZoneOffset.UTC))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("minute: 0-59");
        assertThatThrownBy(() -> CronSchedule.parse("0 0 31 2 *", ZoneOffset.UTC))
                .hasMessageContaining("never comes");
        assertThatThrownBy(() -> CronSchedule.parse("* * *", ZoneOffset.UTC)).hasMessageContaining("five fields");
    }
}
