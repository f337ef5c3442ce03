package dev.refgate.action;

import dev.refgate.Refgate;
import dev.refgate.promotion.Move;
import dev.refgate.repository.WorkflowId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a command: the same for the log, the summary, the comment and programs.
 *
 * @param verdict in one word
 * @param exitCode what the job's step ends with
 * @param headline in one line
 * @param content in full
 * @param annotations lines for the runner that mark files
 * @param next what to do now, in Markdown of our own; empty for nothing
 * @param outputs of the action, beside those that every report has
 */
record Report(
        Verdict verdict,
        int exitCode,
        Headline headline,
        Content content,
        List<String> annotations,
        String next,
        Map<String, String> outputs) {
    /** What fits beside other reports in one comment. */
    static final int LONGEST = 45_000;

    private static final int FRAME = 1_000;

    Report {
        annotations = List.copyOf(annotations);
        outputs = Map.copyOf(outputs);
    }

    static Report of(Verdict verdict, int exitCode, Headline headline, Content content) {
        return new Report(verdict, exitCode, headline, content, List.of(), "", Map.of());
    }

    Report annotated(List<String> lines) {
        return new Report(verdict, exitCode, headline, content, lines, next, outputs);
    }

    Report andThen(String advice) {
        return new Report(verdict, exitCode, headline, content, annotations, advice, outputs);
    }

    /** With an output that has a value. */
    Report with(String output, String value) {
        Map<String, String> more = new LinkedHashMap<>(outputs);
        more.put(output, value);
        return new Report(verdict, exitCode, headline, content, annotations, next, more);
    }

    Report withChanged(List<WorkflowId> workflows) {
        return with(
                "changed-workflows",
                Refgate.json()
                        .write(workflows.stream()
                                .map(WorkflowId::value)
                                .sorted()
                                .toList()));
    }

    Report withMoves(List<Move> moves) {
        return withChanged(moves.stream().map(Move::workflow).toList());
    }

    /** The same ended with what was found later. */
    Report endedWith(int code, Headline because) {
        return new Report(Verdict.of(code), code, because, content, annotations, next, outputs);
    }

    /** For the log. */
    String text(String command) {
        return "refgate " + command + ": " + verdict.word() + ": " + headline.text() + "\n\n" + content.text();
    }

    /**
     * Verdict, reason, what is next, and all of it.
     *
     * @param limit the most characters; at least 2,000
     */
    String markdown(String command, int limit) {
        List<String> parts = new ArrayList<>();
        parts.add("### " + verdict.sign() + " " + command + ": " + headline.markdown());
        Optional.of(next).filter(text -> !text.isEmpty()).ifPresent(text -> parts.add("**Next:** " + text));
        String body = content.markdown().apply(Math.min(limit, LONGEST) - FRAME).strip();
        if (!body.isEmpty()) {
            parts.add(body);
        }
        return String.join("\n\n", parts) + "\n";
    }
}
