package dev.refgate.promotion;

import dev.refgate.error.InvalidArgumentException;

/**
 * A pull request to be opened, from one branch of the repository to another.
 *
 * @param title one line, at most 256 characters
 * @param body Markdown, at most 65,536 characters
 * @param head the short name of the branch that is to be merged
 * @param base the short name of the branch that gets it
 */
public record NewPullRequest(String title, String body, String head, String base, boolean draft) {
    private static final int LONGEST_TITLE = 256;
    private static final int LONGEST_BODY = 65_536;

    public NewPullRequest {
        if (title.isBlank() || title.length() > LONGEST_TITLE || title.contains("\n")) {
            throw new InvalidArgumentException(
                    "title: " + title + " (expected one line of 1 to " + LONGEST_TITLE + " characters)");
        }
        if (body.length() > LONGEST_BODY) {
            throw new InvalidArgumentException(
                    "body: " + body.length() + " characters (expected at most " + LONGEST_BODY + ")");
        }
    }
}
