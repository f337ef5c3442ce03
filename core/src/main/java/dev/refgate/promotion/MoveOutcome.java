package dev.refgate.promotion;

/** How an attempt to move refs ended. */
public sealed interface MoveOutcome {

    /** All refs are where they should be. */
    record Moved() implements MoveOutcome {}

    /**
     * A ref was not what was expected, and nothing was moved: read again, and decide again.
     *
     * @param text what Git said
     */
    record Conflict(String text) implements MoveOutcome {}

    /**
     * Somebody does not want this move, now or ever: a hook, a protected branch, a work tree that has the branch checked
     * out. Nothing was moved, and trying again does not help.
     *
     * @param text who, why, and what to do
     */
    record Refused(String text) implements MoveOutcome {}

    /**
     * The connection ended after the move was asked for: it may have happened.
     *
     * @param text what Git said
     */
    record Unknown(String text) implements MoveOutcome {}
}
