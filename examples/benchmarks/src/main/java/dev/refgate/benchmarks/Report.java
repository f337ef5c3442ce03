package dev.refgate.benchmarks;

import java.util.Locale;

/** How a figure stands to its target. */
final class Report {
    private Report() {}

    static String atLeast(double figure, double target) {
        return word(figure >= target, "≥ " + number(target));
    }

    static String atMost(double figure, double target) {
        return word(figure <= target, "≤ " + number(target));
    }

    private static String word(boolean met, String target) {
        return target + (met ? ", met" : ", **missed**");
    }

    private static String number(double target) {
        return target == Math.rint(target)
                ? String.format(Locale.ROOT, "%.0f", target)
                : String.format(Locale.ROOT, "%s", target);
    }
}
