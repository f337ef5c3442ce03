package dev.refgate.promotion;

import dev.refgate.error.ConflictException;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.NotFoundException;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A change of a workflow on the source branch, without a clone.
 *
 * @param files all files that its folder shall have, by path; empty to delete it
 * @param expected what has to be there now
 * @param message of the commit
 */
public record Edit(WorkflowId workflow, Optional<SortedMap<String, byte[]>> files, Expected expected, String message) {
    private static final int MOST_FILES = 500;
    private static final int LONGEST_PATH = 500;
    private static final int LONGEST_MESSAGE = 10_000;
    private static final Pattern PATH =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

    public Edit {
        files = files.map(TreeMap::new);
        files.ifPresent(Edit::requireFiles);
        if (message.isBlank() || message.length() > LONGEST_MESSAGE || message.indexOf('\0') >= 0) {
            throw new InvalidArgumentException(
                    "message: " + message.length() + " characters (expected 1 to " + LONGEST_MESSAGE + ", and no NUL)");
        }
    }

    /**
     * What a workflow's folder may be made of.
     *
     * @throws InvalidArgumentException when it has no files, too many, or paths that not every system can have
     */
    public static void requireFiles(SortedMap<String, byte[]> files) {
        if (files.isEmpty() || files.size() > MOST_FILES) {
            throw new InvalidArgumentException("files: " + files.size() + " (expected 1 to " + MOST_FILES + ")");
        }
        for (String path : files.keySet()) {
            if (path.length() > LONGEST_PATH || !PATH.matcher(path).matches()) {
                throw new InvalidArgumentException("files: " + JsonText.quote(path)
                        + " (expected a path such as workflow.yml or prompts/reply.md, of letters, digits, dots, hyphens and"
                        + " underscores, no name beginning with a dot)");
            }
            for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
                if (files.containsKey(path.substring(0, slash))) {
                    throw new InvalidArgumentException(
                            "files: " + path.substring(0, slash) + " (expected a file or a folder, not both)");
                }
            }
        }
    }

    /** What somebody who edits a workflow takes to be there. */
    @FunctionalInterface
    public interface Expected {
        /** No such workflow. */
        Expected NOTHING = (workflow, now) -> {
            if (now.isPresent()) {
                throw new ConflictException("workflow: " + workflow + " is there already (expected a new id)");
            }
        };

        /** Whatever it is. */
        Expected SOMETHING = (workflow, now) -> {
            if (now.isEmpty()) {
                throw new NotFoundException(
                        "workflow: " + workflow + " is not on the source branch (expected one that is)");
            }
        };

        /** This very content. */
        static Expected content(ContentId expected) {
            return (workflow, now) -> {
                SOMETHING.require(workflow, now);
                if (!now.equals(Optional.of(expected))) {
                    throw new ConflictException("workflow: " + workflow + " is "
                            + now.map(ContentId::hex).orElse("-") + " now (expected " + expected.hex()
                            + ": somebody else has changed it; read it again)");
                }
            };
        }

        /**
         * @param now what is there
         * @throws dev.refgate.error.RefgateException when it is something else
         */
        void require(WorkflowId workflow, Optional<ContentId> now);
    }
}
