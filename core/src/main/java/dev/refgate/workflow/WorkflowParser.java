package dev.refgate.workflow;

import dev.refgate.document.DocumentReader;
import dev.refgate.document.ObjectShape;
import dev.refgate.document.Problems;
import dev.refgate.repository.WorkflowFolder;
import java.util.List;
import java.util.Optional;

/** Reads workflow.yml: its shape, and the graph that its blocks make. */
public final class WorkflowParser {
    private final DocumentReader reader;
    private final List<BlockShape> shapes;

    public WorkflowParser(DocumentReader reader, List<BlockShape> shapes) {
        this.reader = reader;
        this.shapes = List.copyOf(shapes);
    }

    /** What a workflow.yml with these block types has to look like. */
    public ObjectShape shape() {
        throw new UnsupportedOperationException("to be written: " + shapes);
    }

    /**
     * @param problems receives everything that is wrong, all at once
     * @return the workflow; empty when there was any problem
     */
    public Optional<Workflow> parse(WorkflowFolder folder, Problems problems) {
        throw new UnsupportedOperationException("to be written: " + reader);
    }
}
