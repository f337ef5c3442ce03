package dev.refgate.internal.template;

import dev.refgate.workflow.TemplateException;
import java.util.function.Supplier;

/** What a template may make at most. Beyond it is an error, never a silent cut. */
final class Limits {
    /** Items of a list that a template makes. */
    static final int ITEMS = 100_000;

    private Limits() {}

    static String text(long length, int limit, Supplier<String> text) {
        if (length > limit) {
            throw tooLong(limit);
        }
        return text.get();
    }

    static void items(long count) {
        if (count > ITEMS) {
            throw new TemplateException("a list became longer than " + ITEMS + " items");
        }
    }

    static TemplateException tooLong(int limit) {
        return new TemplateException("the text became longer than " + limit + " characters");
    }

    static void deadline(long nanos) {
        if (System.nanoTime() - nanos >= 0) {
            throw new TemplateException("the time to render the template is over");
        }
    }
}
