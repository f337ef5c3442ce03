package dev.refgate.environment;

import dev.refgate.document.DocumentReader;
import dev.refgate.document.Location;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.Problems;
import dev.refgate.document.ScalarNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads settings in YAML: environments' names, and keys with texts below each. Messages say where something is wrong, and never
 * what is there: it may be a secret.
 */
public final class SettingsFile {
    /** A key of {@code _env}. */
    public static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

    private final DocumentReader reader;

    public SettingsFile(DocumentReader reader) {
        this.reader = reader;
    }

    /**
     * @param name the file's, for messages
     * @throws dev.refgate.document.InvalidDocumentException when it is not what it has to be
     */
    public Settings parse(String name, byte[] content) {
        Problems problems = new Problems();
        Problems unreadable = new Problems();
        Optional<Node> root = reader.read(name, content, unreadable);
        unreadable
                .sorted()
                .forEach(problem -> problems.add(problem.location(), "expected YAML; it cannot be read from here on"));
        Map<String, Map<String, String>> environments = new LinkedHashMap<>();
        if (root.isPresent() && root.get() instanceof MappingNode file) {
            file.entries().forEach(entry -> environments.put(entry.key(), values(entry, problems)));
        } else if (problems.isEmpty()) {
            problems.add(
                    Location.ofFile(name), "expected a mapping: environments' names, and keys with texts below each");
        }
        problems.throwIfAny();
        return Settings.of(environments);
    }

    private static Map<String, String> values(MappingNode.Entry environment, Problems problems) {
        Map<String, String> values = new LinkedHashMap<>();
        if (!(environment.value() instanceof MappingNode keys)) {
            problems.add(
                    environment.keyLocation(), "expected a mapping of keys and texts below the environment's name");
            return values;
        }
        for (MappingNode.Entry entry : keys.entries()) {
            if (!KEY.matcher(entry.key()).matches()) {
                problems.add(entry.keyLocation(), "expected a key of letters, digits and _");
            } else if (entry.value() instanceof ScalarNode scalar && scalar.value() instanceof String text) {
                values.put(entry.key(), text);
            } else {
                problems.add(entry.value().location(), entry.key() + ": expected a text (put it in quotes)");
            }
        }
        return values;
    }
}
