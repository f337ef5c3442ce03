package dev.refgate.action;

import dev.refgate.ExitCode;
import java.util.Locale;

/** What came of a command, in one word; the worse, the later. */
enum Verdict {
    PASSED("✅"),
    SAME("✅"),
    NOTHING_TO_DO("✅"),
    DRY_RUN("✅"),
    DEPLOYED("🚀"),
    DIFFERENT("🔀"),
    PENDING("⏳"),
    STALE("❌"),
    FAILED("❌"),
    ERROR("❌");

    private final String sign;

    Verdict(String sign) {
        this.sign = sign;
    }

    /** For people who only glance. */
    String sign() {
        return sign;
    }

    /** In lower case, {@code nothing-to-do}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What an exit code that is not 0 stands for. */
    static Verdict of(int exitCode) {
        return switch (exitCode) {
            case ExitCode.DONE -> PASSED;
            case ExitCode.DIFFERENT -> DIFFERENT;
            case ExitCode.NO -> FAILED;
            case ExitCode.PENDING -> PENDING;
            case ExitCode.STALE -> STALE;
            default -> ERROR;
        };
    }
}
