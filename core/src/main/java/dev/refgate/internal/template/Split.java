package dev.refgate.internal.template;

import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TagNode;
import dev.refgate.workflow.TemplateException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Divides what is inside a block at its {@code elif} and {@code else}. */
final class Split {

    private Split() {}

    /**
     * @param separator the tag that the section begins with; null for the first
     * @param nodes what is in it
     */
    record Section(@Nullable TagNode separator, List<Node> nodes) {}

    static List<Section> of(List<Node> nodes, List<String> separators) {
        List<Section> sections = new ArrayList<>();
        Section current = new Section(null, new ArrayList<>());
        sections.add(current);
        for (Node node : nodes) {
            if (node instanceof TagNode tag && separators.contains(tag.getName())) {
                refuseAfterElse(current, tag);
                current = new Section(tag, new ArrayList<>());
                sections.add(current);
            } else {
                current.nodes().add(node);
            }
        }
        return sections;
    }

    private static void refuseAfterElse(Section current, TagNode tag) {
        TagNode before = current.separator();
        if (before != null && before.getName().equals("else")) {
            throw new TemplateException("\"" + tag.getName() + "\" after \"else\"");
        }
    }
}
