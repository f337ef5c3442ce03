package dev.refgate.hosted;

/**
 * What whoever moves a workflow has to know.
 *
 * @param where in the configuration or the workflow, such as {@code block reply}
 */
public record Remark(Kind kind, String where, String text) {

    /** What is to be done about it. */
    public enum Kind {
        /** It is not in the result, and nothing stands for it. */
        LOST("not carried over", true),
        /** It is not in the result, and a run is the same without it. */
        LEFT_OUT("not carried over", false),
        /** The result does not work before somebody has done this. */
        TO_DO("left to do", true),
        /** The result works where the environment's settings have this. */
        SETTINGS("left to do", false),
        /** It was carried over by what is likely; somebody should look. */
        CHECK("please check", false);

        private final String words;
        private final boolean hinders;

        Kind(String words, boolean hinders) {
            this.words = words;
            this.hinders = hinders;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    /** Whether a run of the result would not be what the configuration says. */
    public boolean hinders() {
        return kind.hinders;
    }

    @Override
    public String toString() {
        return kind.words + ": " + where + ": " + text;
    }
}
