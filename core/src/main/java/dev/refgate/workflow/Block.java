package dev.refgate.workflow;

import dev.refgate.document.Location;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One step of a workflow, as the file says it.
 *
 * @param id unique in the workflow; {@code [a-z][a-z0-9_]*} and no reserved name
 * @param type a known block type
 * @param description for people
 * @param location where it begins
 * @param needs the edges into it; the implicit one is written out; empty for a root
 * @param labels the branches that it can choose between; empty for a type that does not branch
 * @param condition the {@code if}: a truth value or a template
 * @param timeout of one attempt; empty for the default
 * @param retry how failures are retried
 * @param onError what a failure does to the run
 * @param settings the whole mapping, for the keys of its type
 */
public record Block(
        String id,
        String type,
        Optional<String> description,
        Location location,
        List<Edge> needs,
        List<String> labels,
        Optional<Node> condition,
        Optional<Duration> timeout,
        Retry retry,
        OnError onError,
        MappingNode settings) {

    public Block {
        needs = List.copyOf(needs);
        labels = List.copyOf(labels);
    }
}
