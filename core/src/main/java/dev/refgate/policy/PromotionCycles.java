package dev.refgate.policy;

import dev.refgate.document.Location;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Environments that wait for each other by {@code from}: nothing could ever enter them. */
final class PromotionCycles {

    private PromotionCycles() {}

    static void check(List<MappingNode.Entry> environments, Problems problems) {
        Map<String, Node> from = new LinkedHashMap<>();
        for (MappingNode.Entry entry : environments) {
            if (entry.value() instanceof MappingNode environment) {
                environment.find("from").ifPresent(node -> from.put(entry.key(), node));
            }
        }
        Set<String> done = new HashSet<>();
        for (String start : from.keySet()) {
            List<String> path = new ArrayList<>();
            String name = start;
            Node source = from.get(name);
            while (source != null && done.add(name)) {
                path.add(name);
                name = String.valueOf(source.value());
                source = from.get(name);
            }
            if (source != null && path.contains(name)) {
                report(source.location(), path.subList(path.indexOf(name), path.size()), problems);
            }
        }
    }

    private static void report(Location location, List<String> cycle, Problems problems) {
        problems.add(
                location,
                "the environments promote in a circle: " + String.join(" from ", cycle) + " from " + cycle.get(0)
                        + " (expected a first one without \"from\")");
    }
}
