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
        LOST("not carried over"),
        /** The result does not work before somebody has done this. */
        TO_DO("left to do"),
        /** It was carried over by what is likely; somebody should look. */
        CHECK("please check");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    @Override
    public String toString() {
        return kind.words + ": " + where + ": " + text;
    }
}
