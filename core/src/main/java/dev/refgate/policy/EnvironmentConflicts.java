package dev.refgate.policy;

import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.Problems;
import java.util.List;
import java.util.Locale;

/** Two environments that cannot stand side by side: they would share a ref, or the settings of {@code _env}. */
final class EnvironmentConflicts {

    private EnvironmentConflicts() {}

    static void check(List<MappingNode.Entry> environments, Problems problems) {
        for (int later = 1; later < environments.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                checkRefs(environments.get(earlier), environments.get(later), problems);
                checkSettings(environments.get(earlier), environments.get(later), problems);
            }
        }
    }

    /** Git keeps no ref below another: a/b rules out a. */
    private static void checkRefs(MappingNode.Entry earlier, MappingNode.Entry later, Problems problems) {
        if (!(ref(earlier).value() instanceof String first) || !(ref(later).value() instanceof String second)) {
            return;
        }
        if (first.equals(second)) {
            problems.add(
                    ref(later).location(),
                    "the ref " + second + " is already the environment " + earlier.key()
                            + " (expected one ref for each)");
        } else if (first.startsWith(second + "/") || second.startsWith(first + "/")) {
            problems.add(
                    ref(later).location(),
                    "the ref " + second + " cannot exist beside " + first + " of the environment " + earlier.key()
                            + " (expected neither to be below the other)");
        }
    }

    /** The variables of an environment all begin with its name in upper case and two underscores. */
    private static void checkSettings(MappingNode.Entry earlier, MappingNode.Entry later, Problems problems) {
        String first = settingsPrefix(earlier.key());
        String second = settingsPrefix(later.key());
        if (first.startsWith(second) || second.startsWith(first)) {
            problems.add(
                    later.keyLocation(),
                    "the environments " + earlier.key() + " and " + later.key()
                            + " would read each other's settings: REFGATE_ENV__" + first + "… and REFGATE_ENV__"
                            + second + "… (expected names that differ otherwise)");
        }
    }

    private static String settingsPrefix(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_') + "__";
    }

    private static Node ref(MappingNode.Entry environment) {
        return environment.value() instanceof MappingNode declaration
                ? declaration.find("ref").orElse(declaration)
                : environment.value();
    }
}
