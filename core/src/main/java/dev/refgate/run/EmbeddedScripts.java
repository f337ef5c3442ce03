package dev.refgate.run;

import dev.refgate.document.Location;
import dev.refgate.document.Node;
import dev.refgate.repository.WorkflowFolder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Scripts that stand in the workflow's file: tells where their lines are in it. */
final class EmbeddedScripts {
    private static final int LARGEST = 16 << 20;

    private EmbeddedScripts() {}

    static ScriptSource source(Node node, WorkflowFolder folder) {
        Location location = node.location();
        String text = String.valueOf(node.value());
        List<String> lines = folder.read(WorkflowFolder.WORKFLOW_FILE, LARGEST)
                .map(content -> new String(content, StandardCharsets.UTF_8))
                .map(content -> content.lines().toList())
                .orElse(List.of());
        if (location.line() < 1 || location.line() > lines.size()) {
            return new ScriptSource(location.file(), text, 0, 0);
        }
        String line = lines.get(location.line() - 1);
        String written = line.substring(Math.min(location.column() - 1, line.length()));
        return written.startsWith("|") || written.startsWith(">")
                ? block(location, text, lines)
                : new ScriptSource(location.file(), text, location.line() - 1, location.column() - 1 + quote(written));
    }

    /** A block scalar: its first line is the next one, and all lines are indented alike. */
    private static ScriptSource block(Location location, String text, List<String> lines) {
        String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        int indent = lines.stream()
                .skip(location.line())
                .filter(line -> !line.isBlank())
                .findFirst()
                .map(line -> Math.max(0, line.indexOf(first)))
                .orElse(0);
        return new ScriptSource(location.file(), text, location.line(), indent);
    }

    private static int quote(String written) {
        return written.startsWith("\"") || written.startsWith("'") ? 1 : 0;
    }
}
