package dev.refgate.maven;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The generated part of docs/maven-plugin.md: what the plugin's descriptor says of each goal. */
final class GoalsPage {
    private static final String BEGIN = "<!-- made from the plugin's descriptor -->\n";
    private static final String END = "<!-- end -->";

    private record Goal(String name, String phase, String description, Map<String, String> parameters) {}

    private final List<Goal> goals;

    /**
     * @param descriptor the plugin.xml that the build has made
     */
    GoalsPage(Path descriptor) throws IOException {
        try {
            Element plugin = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(descriptor.toFile())
                    .getDocumentElement();
            this.goals = elements(plugin.getElementsByTagName("mojo")).stream()
                    .map(GoalsPage::goal)
                    .filter(goal -> !goal.name().equals("help"))
                    .toList();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(descriptor + ": " + e.getMessage(), e);
        }
    }

    /** The page with its generated part as the descriptor says. */
    String brought(String page) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END, begin);
        return page.substring(0, begin + BEGIN.length()) + part() + page.substring(end);
    }

    private String part() {
        Set<String> common = new TreeSet<>(goals.get(0).parameters().values());
        goals.forEach(goal -> common.retainAll(goal.parameters().values()));
        StringBuilder part = new StringBuilder("\n### Every goal\n\n");
        table(part, common);
        for (Goal goal : goals) {
            Set<String> own = new TreeSet<>(goal.parameters().values());
            own.removeAll(common);
            part.append("\n### refgate:").append(goal.name()).append("\n\n").append(goal.description());
            part.append(goal.phase().isEmpty() ? "" : " Bound to the phase `" + goal.phase() + "`.")
                    .append("\n\n");
            table(part, own);
        }
        return part.append('\n').toString();
    }

    private static void table(StringBuilder part, Set<String> rows) {
        part.append("| property | default | meaning |\n| --- | --- | --- |\n");
        rows.forEach(part::append);
    }

    private static Goal goal(Element mojo) {
        Map<String, String> rows = new LinkedHashMap<>();
        Element configuration =
                (Element) mojo.getElementsByTagName("configuration").item(0);
        for (Element parameter : elements(mojo.getElementsByTagName("parameter"))) {
            if (!text(parameter, "editable").equals("false")) {
                String name = text(parameter, "name");
                rows.put(name, row(parameter, (Element)
                        configuration.getElementsByTagName(name).item(0)));
            }
        }
        return new Goal(text(mojo, "goal"), text(mojo, "phase"), plain(text(mojo, "description")), rows);
    }

    private static String row(Element parameter, Element configured) {
        String property = configured.getTextContent().replaceAll("[${}]", "");
        String standard = configured.getAttribute("default-value");
        String unless = text(parameter, "required").equals("true") && standard.isEmpty()
                ? "required"
                : standard.isEmpty() ? "" : "`" + standard + "`";
        return "| `" + property + "` | " + unless + " | " + plain(text(parameter, "description")) + " |\n";
    }

    private static String plain(String description) {
        return description
                .replaceAll("<[^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ")
                .replace("<", "\\<")
                .replace("|", "\\|")
                .strip();
    }

    /** Of the element itself: the first one of that name is its own. */
    private static String text(Element element, String name) {
        NodeList found = element.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }

    private static List<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .map(Element.class::cast)
                .toList();
    }
}
