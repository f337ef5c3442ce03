package dev.refgate;

import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowTree;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A workflow that somebody gave, among those of a commit.
 *
 * @param given stands before one of the same name
 * @param others what it may run; empty when it may run none
 */
record GivenTree(WorkflowFolder given, Optional<WorkflowTree> others) implements WorkflowTree {

    @Override
    public String label() {
        return others.map(WorkflowTree::label).orElse("what was given");
    }

    @Override
    public Optional<byte[]> policyFile() {
        return Optional.empty();
    }

    @Override
    public List<String> folderNames() {
        TreeSet<String> names = new TreeSet<>();
        others.ifPresent(tree -> names.addAll(tree.folderNames()));
        names.add(given.id().value());
        return List.copyOf(names);
    }

    @Override
    public Optional<WorkflowFolder> folder(WorkflowId id) {
        return id.equals(given.id()) ? Optional.of(given) : others.flatMap(tree -> tree.folder(id));
    }
}
