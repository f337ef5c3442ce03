package dev.refgate.policy;

import java.time.Duration;
import java.time.ZoneId;

/**
 * A time in which an environment is not promoted to.
 *
 * @param cron when it begins: five fields (minute, hour, day of month, month, day of week)
 * @param duration how long it lasts
 * @param timezone in which {@code cron} is read
 */
public record FreezeWindow(String cron, Duration duration, ZoneId timezone) {}
