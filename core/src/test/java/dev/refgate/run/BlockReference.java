package dev.refgate.run;

import dev.refgate.document.Key;
import dev.refgate.workflow.BlockShape;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The generated parts of docs/blocks.md: for each type a section that begins with what its class says. What people wrote
 * behind that part stays.
 */
final class BlockReference {
    private static final String BEGIN = "<!-- made from the type's class; the words behind it are not -->";
    private static final String END = "<!-- end -->";

    private BlockReference() {}

    /** The page with the part of each type as its shape says, in the order of the shapes. */
    static String brought(String page, Iterable<BlockShape> shapes) {
        String changed = page;
        for (BlockShape shape : shapes) {
            String part = part(shape);
            Optional<Matcher> known = find(changed, shape.type());
            changed = known.map(found -> found.replaceFirst(Matcher.quoteReplacement(part)))
                    .orElse(changed.stripTrailing() + "\n\n" + part + "\n");
        }
        return changed;
    }

    private static Optional<Matcher> find(String page, String type) {
        Matcher matcher = Pattern.compile(
                        "(?s)## " + Pattern.quote(type) + "\n\n" + Pattern.quote(BEGIN) + ".*?" + Pattern.quote(END))
                .matcher(page);
        return matcher.find() ? Optional.of(matcher) : Optional.empty();
    }

    private static String part(BlockShape shape) {
        StringBuilder part = new StringBuilder("## " + shape.type() + "\n\n" + BEGIN + "\n");
        part.append(shape.summary()).append("\n\n| key | value | meaning |\n| --- | --- | --- |\n");
        for (Key key : shape.keys()) {
            part.append("| `").append(key.name()).append(key.required() ? "`, required" : "`");
            part.append(" | ").append(cell(key.shape().expected()));
            part.append(" | ").append(cell(key.description())).append(" |\n");
        }
        part.append("\nOutput: ").append(shape.output()).append('\n');
        if (!shape.timed()) {
            part.append("\nWithout a `timeout` an attempt may take as long as the run.\n");
        }
        return part.append(END).toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
