package dev.refgate.action;

import dev.refgate.promotion.Noticeboard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The one comment of a pull request. Each use of the action has a section in it; those of earlier commits go when the first of
 * a new one comes. What others wrote is in code spans and fences, so no line of theirs is a mark.
 */
final class StickyComment {
    /** What the comment begins with. */
    static final String MARK = "<!-- refgate:report -->";

    private static final Pattern SECTION = Pattern.compile(
            "<!-- refgate:section command=([a-z]+) key=([0-9a-f]{8}) verdict=([a-z-]+) commit=([0-9a-f]{4,40}|-) -->");
    private static final int SMALLEST = 2_000;
    private static final int FRAME = 1_000;

    private StickyComment() {}

    /**
     * A use of the action.
     *
     * @param command its name
     * @param key tells uses of the same command apart
     * @param commit that it is about
     */
    record Use(String command, String key, String commit) {}

    private record Section(String command, String key, Verdict verdict, String commit, String text) {
        int length() {
            return text.length() + FRAME / 4;
        }
    }

    /**
     * The new text.
     *
     * @param before the text that is there, or nothing
     */
    static String edited(String before, Use use, Report report) {
        List<Section> sections = new ArrayList<>(sections(before).stream()
                .filter(section -> section.commit().equals(use.commit()))
                .filter(section -> !(section.command().equals(use.command())
                        && section.key().equals(use.key())))
                .toList());
        int room = room(sections);
        while (room < SMALLEST) {
            sections.remove(0);
            room = room(sections);
        }
        sections.add(new Section(
                use.command(), use.key(), report.verdict(), use.commit(), report.markdown(use.command(), room)));
        sections.sort(Comparator.comparing(section -> Commands.names().indexOf(section.command())));
        return text(sections);
    }

    private static int room(List<Section> others) {
        return Noticeboard.LONGEST_COMMENT
                - FRAME
                - others.stream().mapToInt(Section::length).sum();
    }

    private static String text(List<Section> sections) {
        return MARK + "\n" + title(sections) + "\n\n"
                + sections.stream().map(StickyComment::text).collect(Collectors.joining("\n"));
    }

    /** The worst of it first. */
    private static String title(List<Section> sections) {
        Verdict worst = sections.stream()
                .map(Section::verdict)
                .max(Comparator.naturalOrder())
                .orElse(Verdict.PASSED);
        String which = sections.stream()
                .filter(section -> section.verdict() == worst)
                .map(Section::command)
                .distinct()
                .collect(Collectors.joining(", "));
        String commit = sections.get(0).commit();
        return "## " + worst.sign() + " Refgate: " + which + " " + worst.word().replace('-', ' ')
                + (commit.equals("-") ? "" : " (" + commit.substring(0, Math.min(7, commit.length())) + ")");
    }

    private static String text(Section section) {
        return "<!-- refgate:section command=" + section.command() + " key=" + section.key() + " verdict="
                + section.verdict().word() + " commit=" + section.commit() + " -->\n"
                + section.text().strip() + "\n";
    }

    private static List<Section> sections(String text) {
        List<Section> sections = new ArrayList<>();
        Optional<Matcher> open = Optional.empty();
        StringBuilder body = new StringBuilder();
        for (String line : text.split("\r?\n", -1)) {
            Matcher mark = SECTION.matcher(line);
            if (mark.matches()) {
                open.ifPresent(each -> sections.add(section(each, body)));
                open = Optional.of(mark);
                body.setLength(0);
            } else {
                body.append(line).append('\n');
            }
        }
        open.ifPresent(each -> sections.add(section(each, body)));
        return sections;
    }

    private static Section section(Matcher mark, StringBuilder body) {
        Verdict verdict = Verdict.valueOf(mark.group(3).toUpperCase(Locale.ROOT).replace('-', '_'));
        return new Section(
                mark.group(1),
                mark.group(2),
                verdict,
                mark.group(4),
                body.toString().strip() + "\n");
    }
}
