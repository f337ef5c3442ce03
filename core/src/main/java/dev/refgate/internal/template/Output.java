package dev.refgate.internal.template;

/** A text that grows up to a limit. */
final class Output {
    private final StringBuilder text;
    private final int limit;

    Output(int limit, int expectedLength) {
        this.text = new StringBuilder(Math.min(limit, expectedLength));
        this.limit = limit;
    }

    void append(String part) {
        if (text.length() > limit - part.length()) {
            throw Limits.tooLong(limit);
        }
        text.append(part);
    }

    void append(char part) {
        if (text.length() >= limit) {
            throw Limits.tooLong(limit);
        }
        text.append(part);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
