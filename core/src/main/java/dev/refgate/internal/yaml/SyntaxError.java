package dev.refgate.internal.yaml;

import dev.refgate.document.Location;
import dev.refgate.document.Problems;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says in the words of somebody who writes files what SnakeYAML says in the words of somebody who writes parsers. */
final class SyntaxError {
    private static final Pattern BARE_TEMPLATE = Pattern.compile("(^|[:,\\[-])\\s*(\\{[{%])");
    private static final Pattern FOUND_CHARACTER = Pattern.compile("found character '(.+?)'.*", Pattern.DOTALL);
    private static final Pattern UNKNOWN_ESCAPE =
            Pattern.compile("found unknown escape character (.+?)(\\([0-9]+\\))?", Pattern.DOTALL);

    private final SourceText source;
    private final String context;
    private final String problem;
    private final Location contextLocation;
    private final Location problemLocation;

    SyntaxError(SourceText source, MarkedYAMLException exception) {
        this.source = source;
        this.context = orEmpty(exception.getContext());
        this.problem = orEmpty(exception.getProblem());
        this.problemLocation = location(exception.getProblemMark());
        Mark contextMark = exception.getContextMark();
        this.contextLocation = contextMark == null ? problemLocation : location(contextMark);
    }

    void addTo(Problems problems) {
        Location location = concernsContext() ? contextLocation : problemLocation;
        Optional<Location> template = bareTemplate(problemLocation).or(() -> bareTemplate(contextLocation));
        if (template.isEmpty()) {
            problems.add(location, message());
        } else if (!problems.hasAnyIn(template.get())) {
            problems.add(template.get(), "a value that begins with a template needs quotes: \"{{ … }}\"");
        }
    }

    /** Where a value in this line begins with a template: most often that is why the line is no YAML. */
    private Optional<Location> bareTemplate(Location location) {
        Matcher matcher = BARE_TEMPLATE.matcher(source.line(location.line()));
        return matcher.find()
                ? Optional.of(new Location(location.file(), location.line(), matcher.start(2) + 1))
                : Optional.empty();
    }

    /** Whether the beginning of the thing says more than the place where it turned out to be wrong. */
    private boolean concernsContext() {
        return problem.startsWith("could not find expected ':'") || isOpenQuote();
    }

    private boolean isOpenQuote() {
        return context.contains("quoted scalar")
                && (problem.startsWith("found unexpected end of stream")
                        || problem.startsWith("found unexpected document separator"));
    }

    private String message() {
        if (isOpenQuote()) {
            return "this quote is never closed";
        }
        if (problem.startsWith("could not find expected ':'")) {
            return "expected a key and a \":\" here, or deeper indentation if the text above goes on";
        }
        if (problem.startsWith("mapping values are not allowed")) {
            return "a \":\" cannot stand here; if it belongs to a text, put the text in quotes";
        }
        if (problem.startsWith("sequence entries are not allowed")) {
            return "a list cannot begin here; put its first \"-\" on a line of its own";
        }
        if (problem.startsWith("found character")) {
            return forbiddenStart();
        }
        if (problem.startsWith("found unknown escape character")) {
            Matcher matcher = UNKNOWN_ESCAPE.matcher(problem);
            String escape = matcher.matches() ? "\\" + matcher.group(1) : "this";
            return escape + " is no escape in double quotes; use single quotes, or write \\\\ for one backslash";
        }
        return structureMessage();
    }

    private String forbiddenStart() {
        Matcher matcher = FOUND_CHARACTER.matcher(problem);
        String found = matcher.matches() ? matcher.group(1) : "this character";
        return found.startsWith("\\t")
                ? "a tab cannot stand here; indent with spaces"
                : "a text cannot begin with \"" + found + "\"; put it in quotes";
    }

    private String structureMessage() {
        if (problem.startsWith("expected ',' or ']'")) {
            return "expected \",\" or \"]\" in the list that begins in line " + contextLocation.line();
        }
        if (problem.startsWith("expected ',' or '}'")) {
            return "expected \",\" or \"}\" in the mapping that begins in line " + contextLocation.line();
        }
        if (problem.startsWith("expected <block end>")) {
            return "this does not fit to the lines above; check the indentation, and the quotes";
        }
        if (context.startsWith("while scanning an a")) {
            return "a name is missing after \"*\" or \"&\"; if it is a text, put it in quotes";
        }
        if (problem.startsWith("expected the node content")) {
            return "a key or a value is missing here";
        }
        if (problem.startsWith("expected '<document start>'")) {
            return "expected the end of the file after its first value";
        }
        return "this is not YAML: " + problem + (context.isEmpty() ? "" : " (" + context.strip() + ")");
    }

    private Location location(@Nullable Mark mark) {
        return source.location(mark == null ? 0 : mark.getIndex());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
