package dev.refgate.policy;

import dev.refgate.document.DocumentReader;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.Problems;
import dev.refgate.repository.WorkflowTree;
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
        int before = problems.count();
        Optional<Node> root = reader.read(WorkflowTree.POLICY_FILE, content, problems);
        if (root.isEmpty()) {
            return Optional.empty();
        }
        PolicyFile.shape().check(root.get(), problems);
        if (!(root.get() instanceof MappingNode file)) {
            return Optional.empty();
        }
        new PolicyCheck(file, problems).check();
        return problems.count() == before ? Optional.of(PolicyReader.read(file)) : Optional.empty();
    }
}
