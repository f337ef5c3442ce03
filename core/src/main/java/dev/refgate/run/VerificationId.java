package dev.refgate.run;

import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;

/**
 * A hash over the content ids of a workflow and of all its sub-workflows, in one tree: what a test, a gate or a compiled
 * workflow is valid for. Merges change commit ids, not this.
 *
 * @param hex 64 lower case hexadecimal digits (SHA-256 over the lines {@code <workflow> <content>}, the workflow itself
 *     first, its sub-workflows sorted)
 */
public record VerificationId(String hex) {

    /**
     * @param workflow the workflow itself
     * @param contents the content of it and of every workflow that it reaches
     */
    public static VerificationId of(WorkflowId workflow, SortedMap<WorkflowId, ContentId> contents) {
        StringBuilder lines = new StringBuilder();
        lines.append(workflow).append(' ').append(contents.get(workflow)).append('\n');
        contents.forEach((id, content) -> {
            if (!id.equals(workflow)) {
                lines.append(id).append(' ').append(content).append('\n');
            }
        });
        return new VerificationId(HexFormat.of().formatHex(sha256(lines.toString())));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
