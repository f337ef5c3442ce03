package dev.refgate.internal.yaml;

import dev.refgate.document.DocumentReader;
import dev.refgate.document.Location;
import dev.refgate.document.Node;
import dev.refgate.document.Problems;
import java.util.Optional;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads YAML by the rules of YAML 1.2's core schema: {@code yes}, {@code 12:30} and dates are texts. Safe for use by many
 * threads.
 */
public final class YamlDocumentReader implements DocumentReader {
    private static final int LARGEST_FILE = 1 << 20;

    @Override
    public Optional<Node> read(String file, byte[] content, Problems problems) {
        if (content.length > LARGEST_FILE) {
            problems.add(
                    Location.ofFile(file),
                    "the file has " + content.length + " bytes (expected at most " + LARGEST_FILE + ")");
            return Optional.empty();
        }
        return SourceText.decode(file, content, problems).flatMap(source -> compose(source, problems));
    }

    private static Optional<Node> compose(SourceText source, Problems problems) {
        NodeBuilder builder = new NodeBuilder(source, problems);
        try {
            return builder.document();
        } catch (MarkedYAMLException e) {
            new SyntaxError(source, e).addTo(problems);
        } catch (YAMLException withoutPlace) {
            problems.add(builder.position(), "the text from here on is not YAML; check the indentation below");
        } catch (TooDeepException e) {
            problems.add(e.location(), e.problem());
        }
        return Optional.empty();
    }
}
