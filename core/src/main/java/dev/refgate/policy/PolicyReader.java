package dev.refgate.policy;

import dev.refgate.document.Durations;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.SequenceNode;
import dev.refgate.environment.Environment;
import dev.refgate.environment.EnvironmentRef;
import dev.refgate.environment.Environments;
import dev.refgate.policy.Policy.PromotionRules;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a policy of a file that has been found right. */
final class PolicyReader {
    private static final Duration COMMAND_TIMEOUT = Duration.ofMinutes(5);

    private PolicyReader() {}

    static Policy read(MappingNode file) {
        List<Environment> environments = new ArrayList<>();
        Map<String, PromotionRules> rules = new LinkedHashMap<>();
        for (MappingNode.Entry entry : mapping(file, "environments").entries()) {
            MappingNode declaration = (MappingNode) entry.value();
            environments.add(new Environment(
                    entry.key(), EnvironmentRef.of(text(declaration, "ref")), find(declaration, "from")));
            rules.put(entry.key(), rules(declaration));
        }
        return new Policy(
                text(file, "source"), find(file, "default_environment"), new Environments(environments), rules);
    }

    private static PromotionRules rules(MappingNode environment) {
        List<Gate> gates =
                items(environment, "gates").stream().map(PolicyReader::gate).toList();
        List<FreezeWindow> windows =
                items(environment, "freeze").stream().map(PolicyReader::window).toList();
        List<String> overridable = texts(environment, "override");
        return new PromotionRules(gates, windows, overridable);
    }

    private static Gate gate(MappingNode gate) {
        return switch (text(gate, "type")) {
            case "smoke" -> new Gate.Smoke(text(gate, "environment"));
            case "soak" -> new Gate.Soak(Durations.parse(text(gate, "duration")));
            default ->
                new Gate.Command(
                        command(gate),
                        find(gate, "timeout").map(Durations::parse).orElse(COMMAND_TIMEOUT));
        };
    }

    private static List<String> command(MappingNode gate) {
        return texts(gate, "run");
    }

    private static FreezeWindow window(MappingNode window) {
        return new FreezeWindow(
                text(window, "cron"),
                Durations.parse(text(window, "duration")),
                find(window, "timezone").map(ZoneId::of).orElse(ZoneOffset.UTC));
    }

    private static MappingNode mapping(MappingNode parent, String key) {
        return (MappingNode) parent.find(key).orElseThrow();
    }

    private static List<MappingNode> items(MappingNode parent, String key) {
        return parent.find(key).map(list -> ((SequenceNode) list).items()).orElse(List.of()).stream()
                .map(MappingNode.class::cast)
                .toList();
    }

    private static List<String> texts(MappingNode parent, String key) {
        return parent.find(key).map(list -> ((SequenceNode) list).items()).orElse(List.of()).stream()
                .map(item -> String.valueOf(item.value()))
                .toList();
    }

    private static String text(MappingNode parent, String key) {
        return find(parent, key).orElseThrow();
    }

    private static Optional<String> find(MappingNode parent, String key) {
        return parent.find(key).map(Node::value).map(String.class::cast);
    }
}
