package dev.refgate.internal.template;

import dev.refgate.workflow.TemplateException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Points in time as templates have them: texts as Python writes its {@code datetime}, so that they stay JSON wherever they
 * go, and are read back where a method is called on one. A moment has an offset, or is without a zone. To the microsecond.
 */
final class Moments {
    private static final DateTimeFormatter READ = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd['T'][ ][HH:mm[:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
            .appendPattern("]]")
            .appendPattern("[XXX]")
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx", Locale.ROOT);

    private Moments() {}

    /**
     * A point in time.
     *
     * @param local what clocks show
     * @param offset null without a zone
     */
    record Moment(LocalDateTime local, @Nullable ZoneOffset offset) {
        String iso(char separator) {
            DateTimeFormatter format = local.getNano() == 0 ? SECONDS : MICROS;
            String text = format.format(local).replace('T', separator);
            return offset == null ? text : text + OFFSET.format(offset);
        }

        /** Without a zone it counts as that of UTC. */
        Instant instant() {
            return local.toInstant(offset == null ? ZoneOffset.UTC : offset);
        }

        Moment at(ZoneId zone) {
            return of(instant(), zone);
        }
    }

    static Moment of(Instant instant, ZoneId zone) {
        OffsetDateTime there =
                instant.truncatedTo(ChronoUnit.MICROS).atZone(zone).toOffsetDateTime();
        return new Moment(there.toLocalDateTime(), there.getOffset());
    }

    /**
     * @param zone null for a moment without a zone: what clocks in UTC show
     */
    static Moment at(Instant instant, @Nullable ZoneId zone) {
        Moment there = of(instant, zone == null ? ZoneOffset.UTC : zone);
        return zone == null ? new Moment(there.local(), null) : there;
    }

    static ZoneId zone(@Nullable Object value) {
        if (value instanceof String name) {
            try {
                return name.equals("UTC") ? ZoneOffset.UTC : ZoneId.of(name);
            } catch (DateTimeException e) {
                throw new TemplateException(
                        "\"" + name + "\" is no time zone (expected one like Europe/Berlin, or timezone.utc)", e);
            }
        }
        throw new TemplateException("a time zone is needed, not " + Operators.kind(value));
    }

    /** What Python's {@code fromisoformat} reads, as far as people write it; also a date alone. */
    static Moment read(@Nullable Object value) {
        if (!(value instanceof String text)) {
            throw new TemplateException(
                    "a moment is needed, such as 2026-03-02T09:00:00+00:00, not " + Operators.kind(value));
        }
        try {
            TemporalAccessor parts = READ.parse(text);
            LocalDateTime local = LocalDateTime.of(
                    parts.query(TemporalQueries.localDate()),
                    parts.isSupported(ChronoField.HOUR_OF_DAY)
                            ? parts.query(TemporalQueries.localTime())
                            : LocalTime.MIDNIGHT);
            return new Moment(local, parts.query(TemporalQueries.offset()));
        } catch (DateTimeException e) {
            throw new TemplateException("a text is no moment (expected one like 2026-03-02T09:00:00+00:00)", e);
        }
    }

    /** Python's {@code strftime}, with English names. */
    static String format(Moment moment, String pattern, int limit) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char letter = pattern.charAt(i);
            if (letter == '%' && i + 1 < pattern.length()) {
                i++;
                text.append(directive(moment, pattern.charAt(i)));
            } else {
                text.append(letter);
            }
            if (text.length() > limit) {
                throw Limits.tooLong(limit);
            }
        }
        return text.toString();
    }

    private static String directive(Moment moment, char letter) {
        LocalDateTime local = moment.local();
        return switch (letter) {
            case 'Y' -> digits(4, local.getYear());
            case 'y' -> digits(2, Math.floorMod(local.getYear(), 100));
            case 'm' -> digits(2, local.getMonthValue());
            case 'd' -> digits(2, local.getDayOfMonth());
            case 'H' -> digits(2, local.getHour());
            case 'I' -> digits(2, (local.getHour() + 11) % 12 + 1);
            case 'M' -> digits(2, local.getMinute());
            case 'S' -> digits(2, local.getSecond());
            case 'f' -> digits(6, local.getNano() / 1_000);
            case 'j' -> digits(3, local.getDayOfYear());
            case 'p' -> local.getHour() < 12 ? "AM" : "PM";
            case 'a' -> local.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'A' -> local.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'b' ->
                local.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH).substring(0, 3);
            case 'B' -> local.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'u' -> String.valueOf(local.getDayOfWeek().getValue());
            case 'w' -> String.valueOf(local.getDayOfWeek().getValue() % 7);
            case 'z' ->
                moment.offset() == null ? "" : OFFSET.format(moment.offset()).replace(":", "");
            case '%' -> "%";
            default ->
                throw new TemplateException(
                        "\"%" + letter
                                + "\" is not known here (expected one of: %Y %y %m %d %H %I %M %S %f %j %p %a %A %b %B %u %w %z %%)");
        };
    }

    private static String digits(int count, int number) {
        String digits = String.valueOf(number);
        return "0".repeat(Math.max(0, count - digits.length())) + digits;
    }
}
