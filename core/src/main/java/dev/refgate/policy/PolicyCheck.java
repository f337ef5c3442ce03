package dev.refgate.policy;

import dev.refgate.document.CronText;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Nearest;
import dev.refgate.document.Node;
import dev.refgate.document.Problems;
import dev.refgate.document.SequenceNode;
import dev.refgate.document.TimeZones;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the parts of refgate.yml say about each other. Looks at all that has the right shape, also when something else has
 * not, so that everything wrong is said at once.
 */
final class PolicyCheck {
    private static final Set<String> RESERVED = Set.of("console", "ephemeral");
    private static final String PULL_REQUEST_PREFIX = "pr-";

    private final MappingNode file;
    private final Problems problems;
    private final List<MappingNode.Entry> environments;
    private final Set<String> names;

    PolicyCheck(MappingNode file, Problems problems) {
        this.file = file;
        this.problems = problems;
        this.environments =
                file.find("environments").orElse(null) instanceof MappingNode declared ? declared.entries() : List.of();
        this.names = environments.stream().map(MappingNode.Entry::key).collect(Collectors.toUnmodifiableSet());
    }

    void check() {
        file.find("default_environment").ifPresent(this::requireEnvironment);
        for (MappingNode.Entry entry : environments) {
            checkName(entry);
            if (entry.value() instanceof MappingNode environment) {
                environment.find("from").ifPresent(this::requireEnvironment);
                items(environment, "gates").forEach(gate -> checkGate(gate, environment));
                items(environment, "freeze").forEach(this::checkFreeze);
            }
        }
        EnvironmentConflicts.check(environments, problems);
        PromotionCycles.check(environments, problems);
    }

    private void checkName(MappingNode.Entry entry) {
        String name = entry.key();
        if (RESERVED.contains(name) || name.startsWith(PULL_REQUEST_PREFIX)) {
            problems.add(
                    entry.keyLocation(),
                    "\"" + name + "\" cannot be an environment's name (expected another: console, ephemeral and "
                            + PULL_REQUEST_PREFIX + "… are reserved)");
        }
    }

    private void checkGate(MappingNode gate, MappingNode environment) {
        gate.find("environment").ifPresent(this::requireEnvironment);
        boolean soak = gate.find("type").map(Node::value).filter("soak"::equals).isPresent();
        if (soak && environment.find("from").isEmpty()) {
            problems.add(
                    gate.location(),
                    "a gate of type soak needs the environment's \"from\" (expected the environment to soak in)");
        }
    }

    private void checkFreeze(MappingNode freeze) {
        freeze.find("cron").ifPresent(cron -> CronText.check(cron, problems));
        freeze.find("timezone").ifPresent(zone -> TimeZones.check(zone, problems));
    }

    private void requireEnvironment(Node node) {
        if (node.value() instanceof String name && !names.contains(name)) {
            String known = environments.stream().map(MappingNode.Entry::key).collect(Collectors.joining(", "));
            problems.add(
                    node.location(),
                    "unknown environment \"" + name + "\" (expected one of: " + known + ")"
                            + Nearest.hint(name, names));
        }
    }

    private static List<MappingNode> items(MappingNode parent, String key) {
        List<Node> items = parent.find(key).orElse(null) instanceof SequenceNode list ? list.items() : List.of();
        return items.stream()
                .filter(MappingNode.class::isInstance)
                .map(MappingNode.class::cast)
                .toList();
    }
}
