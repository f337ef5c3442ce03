package dev.refgate.policy;

import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Two environments that cannot stand side by side: they would share a ref, or the settings of {@code _env}. Both are a
 * matter of one name being the beginning of another, so each is looked up under its own beginnings: there may be
 * thousands of environments.
 */
final class EnvironmentConflicts {
    private static final String PREFIX_END = "__";

    private EnvironmentConflicts() {}

    static void check(List<MappingNode.Entry> environments, Problems problems) {
        forEachConflict(
                environments,
                EnvironmentConflicts::refFolder,
                "/",
                (earlier, later) -> addSharedRef(earlier, later, problems));
        forEachConflict(
                environments,
                EnvironmentConflicts::settingsPrefix,
                PREFIX_END,
                (earlier, later) -> addSharedSettings(earlier, later, problems));
    }

    private interface Conflict {
        void between(MappingNode.Entry earlier, MappingNode.Entry later);
    }

    /** Finds all pairs where one's name is the other's or begins it; names end with {@code separator}, or are empty. */
    private static void forEachConflict(
            List<MappingNode.Entry> environments,
            Function<MappingNode.Entry, String> name,
            String separator,
            Conflict conflict) {
        Map<String, List<Integer>> byName = new HashMap<>();
        for (int i = 0; i < environments.size(); i++) {
            byName.computeIfAbsent(name.apply(environments.get(i)), unused -> new ArrayList<>())
                    .add(i);
        }
        Set<Integer> lengths = byName.keySet().stream().map(String::length).collect(Collectors.toSet());
        for (int i = 0; i < environments.size(); i++) {
            String own = name.apply(environments.get(i));
            for (String beginning : beginnings(own, separator, lengths)) {
                for (int other : byName.getOrDefault(beginning, List.of())) {
                    if (other < i || (other > i && !beginning.equals(own))) {
                        conflict.between(environments.get(Math.min(i, other)), environments.get(Math.max(i, other)));
                    }
                }
            }
        }
    }

    /** Those that are as long as one of the names: a ref of a million letters may have half a million beginnings. */
    private static List<String> beginnings(String name, String separator, Set<Integer> lengths) {
        List<String> found = new ArrayList<>();
        for (int at = name.indexOf(separator); at >= 0; at = name.indexOf(separator, at + 1)) {
            int end = at + separator.length();
            if (lengths.contains(end)) {
                found.add(name.substring(0, end));
            }
        }
        return found;
    }

    /** Git keeps no ref below another: a/b rules out a. */
    private static void addSharedRef(MappingNode.Entry earlier, MappingNode.Entry later, Problems problems) {
        String first = String.valueOf(ref(earlier).value());
        String second = String.valueOf(ref(later).value());
        String message = second.equals(first)
                ? "the ref " + second + " is already the environment " + earlier.key() + " (expected one ref for each)"
                : "the ref " + second + " cannot exist beside " + first + " of the environment " + earlier.key()
                        + " (expected neither to be below the other)";
        problems.add(ref(later).location(), message);
    }

    /** The variables of an environment all begin with its name in upper case and two underscores. */
    private static void addSharedSettings(MappingNode.Entry earlier, MappingNode.Entry later, Problems problems) {
        problems.add(
                later.keyLocation(),
                "the environments " + earlier.key() + " and " + later.key()
                        + " would read each other's settings: REFGATE_ENV__" + settingsPrefix(earlier)
                        + "… and REFGATE_ENV__" + settingsPrefix(later) + "… (expected names that differ otherwise)");
    }

    private static String settingsPrefix(MappingNode.Entry environment) {
        return environment.key().toUpperCase(Locale.ROOT).replace('-', '_') + PREFIX_END;
    }

    private static String refFolder(MappingNode.Entry environment) {
        return ref(environment).value() instanceof String name ? name + "/" : "";
    }

    private static Node ref(MappingNode.Entry environment) {
        return environment.value() instanceof MappingNode declaration
                ? declaration.find("ref").orElse(declaration)
                : environment.value();
    }
}
