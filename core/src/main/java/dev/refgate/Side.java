package dev.refgate;

/** One side of a comparison. */
public sealed interface Side {

    /**
     * What a name means: an environment's name, else a pull request's head, else a revision.
     *
     * @param name an environment, {@code pr/42} or {@code #42}, a commit id, branch, tag or {@code latest}; {@code r12} where
     *     one workflow is compared
     */
    static Side named(String name) {
        return new Named(name);
    }

    /** The files of the repository's work tree, committed or not. */
    static Side workTree() {
        return new WorkTree();
    }

    /** An environment, a pull request's head, or a revision. */
    record Named(String name) implements Side {}

    /** The files on disk. */
    record WorkTree() implements Side {}
}
