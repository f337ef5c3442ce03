package dev.refgate.run;

import dev.refgate.document.Key;
import dev.refgate.document.Node;
import dev.refgate.document.Shapes;
import dev.refgate.workflow.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the blocks for documents have in common. */
final class DocumentFields {
    static final Key COLLECTION = Key.required(
            "collection",
            Shapes.text(),
            "Where the documents are, in this environment: 1 to 100 letters, digits, dots, hyphens and underscores.");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final int LONGEST_KEY = 255;

    private DocumentFields() {}

    static Documents.Place place(Template collection, BlockRun run) {
        String environment = run.environment()
                .orElseThrow(
                        () -> refused("documents: the run has no environment, and each has its own (expected a call"
                                + " that names one)"));
        String name = collection.text(run.scope());
        if (!NAME.matcher(name).matches()) {
            throw refused("collection: expected 1 to 100 letters, digits, dots, hyphens and underscores");
        }
        return new Documents.Place(environment, name);
    }

    /** A key, where the block says one. */
    static Optional<String> key(Optional<Template> template, BlockRun run) {
        return template.map(text -> {
            String key = text.text(run.scope());
            if (key.isBlank() || key.length() > LONGEST_KEY || key.chars().anyMatch(Character::isISOControl)) {
                throw refused("key: expected 1 to " + LONGEST_KEY + " characters");
            }
            return key;
        });
    }

    static Optional<Template> text(BlockCompiler block, String key) {
        Optional<Node> node = block.find(key);
        return node.map(block::text);
    }

    /** The values of {@code _env}. */
    static Secrets secrets(BlockRun run) {
        Object env = run.scope().find(VisibleNames.ENV);
        return env instanceof Map<?, ?> values
                ? Secrets.of(values.values().stream().map(String::valueOf).toList())
                : Secrets.of(List.of());
    }

    static BlockException refused(String message) {
        return new BlockException(message, false);
    }
}
