package dev.refgate.policy;

import dev.refgate.document.DocumentReader;
import dev.refgate.document.Problems;
import java.util.Optional;

/** Reads refgate.yml. */
public final class PolicyParser {
    private final DocumentReader reader;

    public PolicyParser(DocumentReader reader) {
        this.reader = reader;
    }

    /**
     * @param content the file's bytes
     * @param problems receives everything that is wrong, all at once
     * @return the policy; empty when there was any problem
     */
    public Optional<Policy> parse(byte[] content, Problems problems) {
        throw new UnsupportedOperationException("to be written: " + reader);
    }
}
