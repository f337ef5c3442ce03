package dev.refgate.run;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code __exp_global}: the time at which the run started, in ISO 8601, to the second. The names without {@code _utc} are
 * in the zone of the engine's clock.
 */
final class RunGlobals {
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX", Locale.ROOT);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    /** Every name that there is. */
    static final Set<String> NAMES = at(Instant.EPOCH, ZoneOffset.UTC).keySet();

    private RunGlobals() {}

    static Map<String, Object> at(Instant start, ZoneId zone) {
        Map<String, Object> globals = new LinkedHashMap<>();
        put(globals, "", start.atZone(zone));
        put(globals, "_utc", start.atZone(ZoneOffset.UTC));
        return Collections.unmodifiableMap(globals);
    }

    private static void put(Map<String, Object> globals, String suffix, ZonedDateTime time) {
        globals.put("current_datetime" + suffix, DATE_TIME.format(time));
        globals.put("current_date" + suffix, DATE.format(time));
        globals.put("current_time" + suffix, TIME.format(time));
    }
}
