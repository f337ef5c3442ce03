package dev.refgate.document;

import dev.refgate.error.InvalidArgumentException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * When the times of a cron expression come, as cron itself has it. Day of month and day of week both count where one of them
 * begins with {@code *}, else one is enough. When the clocks go forward over a fixed hour, its times come as if they had not
 * gone yet; when they go back, its times come once, the first time. With {@code *} for the hour, they come in every hour
 * that there is.
 */
public final class CronSchedule {
    /** No expression that ever comes is longer away: 29 February on a given day of the week, over a century. */
    private static final int LONGEST_WAIT_DAYS = 41 * 366;

    private static final int SUNDAY = 7;

    private final ZoneId zone;
    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet daysOfMonth;
    private final BitSet months;
    private final BitSet daysOfWeek;
    private final boolean everyHour;
    private final boolean bothDays;

    private CronSchedule(List<String> written, ZoneId zone) {
        List<BitSet> values = CronText.values(written);
        this.zone = zone;
        this.minutes = values.get(0);
        this.hours = values.get(1);
        this.daysOfMonth = values.get(2);
        this.months = values.get(3);
        this.daysOfWeek = values.get(4);
        this.everyHour = written.get(1).startsWith("*");
        this.bothDays = written.get(2).startsWith("*") || written.get(4).startsWith("*");
    }

    /**
     * @param cron five fields
     * @param zone in which they are read
     * @throws InvalidArgumentException when they are no cron expression, or a time that never comes
     */
    public static CronSchedule parse(String cron, ZoneId zone) {
        CronText.problem(cron).ifPresent(problem -> {
            throw new InvalidArgumentException("cron: " + problem);
        });
        return new CronSchedule(List.of(cron.toUpperCase(Locale.ROOT).split(" +")), zone);
    }

    /** The first time after {@code instant}; empty when there is none within 41 years. */
    public Optional<Instant> firstAfter(Instant instant) {
        LocalDate today = instant.atZone(zone).toLocalDate();
        // A day back, since a zone may repeat or move the hours around midnight.
        for (int day = -1; day <= LONGEST_WAIT_DAYS; day++) {
            Instant found = timesOf(today.plusDays(day)).higher(instant);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** The last time that is not after {@code instant}, and after {@code bound}; empty when there is none. */
    public Optional<Instant> lastAtOrBefore(Instant instant, Instant bound) {
        LocalDate today = instant.atZone(zone).toLocalDate();
        LocalDate first = bound.atZone(zone).toLocalDate().minusDays(1);
        for (LocalDate day = today.plusDays(1);
                !day.isBefore(first) && day.isAfter(today.minusDays(LONGEST_WAIT_DAYS));
                day = day.minusDays(1)) {
            Instant found = timesOf(day).floor(instant);
            if (found != null) {
                return Optional.of(found).filter(bound::isBefore);
            }
        }
        return Optional.empty();
    }

    private boolean isOn(LocalDate date) {
        boolean dayOfMonth = daysOfMonth.get(date.getDayOfMonth());
        int weekday = date.getDayOfWeek().getValue();
        boolean dayOfWeek = daysOfWeek.get(weekday) || weekday == SUNDAY && daysOfWeek.get(0);
        return months.get(date.getMonthValue()) && (bothDays ? dayOfMonth && dayOfWeek : dayOfMonth || dayOfWeek);
    }

    private NavigableSet<Instant> timesOf(LocalDate date) {
        NavigableSet<Instant> times = new TreeSet<>();
        if (isOn(date)) {
            hours.stream()
                    .forEach(hour ->
                            minutes.stream().forEach(minute -> times.addAll(instants(date.atTime(hour, minute)))));
        }
        return times;
    }

    private List<Instant> instants(LocalDateTime time) {
        List<Instant> instants = new ArrayList<>();
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        if (!offsets.isEmpty()) {
            offsets.subList(0, everyHour ? offsets.size() : 1).forEach(offset -> instants.add(time.toInstant(offset)));
        } else if (!everyHour) {
            ZoneOffsetTransition gap = zone.getRules().getTransition(time);
            instants.add(time.toInstant(gap.getOffsetBefore()));
        }
        return instants;
    }
}
