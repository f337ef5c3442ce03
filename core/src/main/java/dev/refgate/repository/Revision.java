package dev.refgate.repository;

import java.time.Instant;

/**
 * A workflow's content at a commit of the source branch.
 *
 * @param number counts this workflow's revisions along the first-parent history of the source branch, from 1; a
 *     deletion counts nothing. Shown and accepted ({@code r12}), never stored
 * @param commit the commit that brought this content to the source branch
 * @param content the content
 * @param author the author's name
 * @param time when the author made it
 * @param subject the first line of the message
 */
public record Revision(int number, CommitId commit, ContentId content, String author, Instant time, String subject) {

    /** {@code r12}. */
    public String label() {
        return "r" + number;
    }
}
