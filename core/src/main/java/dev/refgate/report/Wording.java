package dev.refgate.report;

import dev.refgate.diff.BlocksDiff;
import dev.refgate.diff.Change;
import dev.refgate.diff.EdgeChange;
import dev.refgate.diff.FileDiff;
import dev.refgate.diff.InputChange;
import dev.refgate.diff.RepositoryDiff;
import dev.refgate.diff.ValueChange;
import dev.refgate.diff.WorkflowChange;
import dev.refgate.repository.ContentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says in words what differs; the same words in every rendering. */
final class Wording {

    private Wording() {}

    /** {@code 3 workflows differ (1 added, 2 changed)}. */
    static String count(RepositoryDiff diff) {
        if (diff.isEmpty()) {
            return "No differences";
        }
        List<Change> changes = new ArrayList<>();
        diff.workflows().forEach(workflow -> changes.add(workflow.change()));
        diff.more().forEach(workflow -> changes.add(workflow.change()));
        List<String> kinds = new ArrayList<>();
        for (Change kind : Change.values()) {
            long count = changes.stream().filter(change -> change == kind).count();
            if (count > 0) {
                kinds.add(count + " " + kind.word());
            }
        }
        return diff.count() + (diff.count() == 1 ? " workflow differs (" : " workflows differ (")
                + String.join(", ", kinds) + ")";
    }

    /** {@code 0a1b2c3d4e5f → -}; nothing where neither content is known. */
    static Optional<String> contents(WorkflowChange change) {
        return change.from().isEmpty() && change.to().isEmpty()
                ? Optional.empty()
                : Optional.of(content(change.from()) + " → " + content(change.to()));
    }

    private static String content(Optional<ContentId> content) {
        return content.map(ContentId::abbreviated).orElse("-");
    }

    static List<Statement> blocks(BlocksDiff diff) {
        List<Statement> statements = new ArrayList<>();
        diff.workflow().forEach(change -> statements.add(value("", change, 0)));
        diff.inputs().forEach(input -> addInput(statements, input));
        diff.added()
                .forEach(block -> statements.add(Statement.of(Change.ADDED)
                        .say("block added: ")
                        .show(block.id())
                        .say(" (" + block.type() + ")")));
        diff.removed()
                .forEach(block -> statements.add(Statement.of(Change.REMOVED)
                        .say("block removed: ")
                        .show(block.id())
                        .say(" (" + block.type() + ")")));
        diff.renamed()
                .forEach(block -> statements.add(Statement.of(Change.CHANGED)
                        .say("block renamed: ")
                        .show(block.from())
                        .say(" → ")
                        .show(block.to())));
        for (BlocksDiff.ChangedBlock block : diff.changed()) {
            statements.add(Statement.of(Change.CHANGED)
                    .say("block changed: ")
                    .show(block.id())
                    .say(" (" + block.type() + ")"));
            block.settings().forEach(setting -> statements.add(value("", setting, 1)));
        }
        diff.moved()
                .forEach(block -> statements.add(Statement.of(Change.CHANGED)
                        .say("block moved: ")
                        .show(block.id())
                        .say(" from place " + block.from() + " to " + block.to())));
        diff.edges().forEach(edge -> statements.add(edge(edge)));
        diff.outputs().forEach(output -> statements.add(value("output ", output, 0)));
        return statements;
    }

    private static void addInput(List<Statement> statements, InputChange input) {
        statements.add(Statement.of(input.change())
                .say("input " + input.change().word() + ": ")
                .show(input.name()));
        input.details().forEach(detail -> statements.add(value("", detail, 1)));
    }

    private static Statement value(String prefix, ValueChange change, int depth) {
        Statement statement = depth == 0 ? Statement.of(change.change()) : Statement.detail(change.change());
        statement = statement.say(prefix).show(change.path());
        if (change.from().isPresent() && change.to().isPresent()) {
            Plain.Pair pair = Plain.pair(change.from().get(), change.to().get());
            return statement.say(": ").show(pair.from()).say(" → ").show(pair.to());
        }
        return statement
                .say(" " + change.change().word() + ": ")
                .show(Plain.text(change.to().or(change::from)));
    }

    private static Statement edge(EdgeChange edge) {
        Statement statement = Statement.of(edge.change());
        if (edge.from().isPresent() && edge.to().isPresent()) {
            return statement
                    .say("edge rewired: ")
                    .show(edge.to().get() + " → " + edge.block())
                    .say(" instead of ")
                    .show(edge.from().get() + " → " + edge.block());
        }
        return statement
                .say("edge " + edge.change().word() + ": ")
                .show(edge.to().or(edge::from).orElse("") + " → " + edge.block());
    }

    /** {@code +3 −1}, and what lines cannot show. */
    static Statement file(FileDiff file) {
        Statement statement = Statement.of(file.change());
        if (file.previousPath().isPresent()) {
            statement = statement.show(file.previousPath().get()).say(" → ");
        }
        statement = statement.show(file.path());
        statement = statement.say(
                switch (file.significance()) {
                    case FORMATTING -> " only formatting (comments, quotes, order of keys)";
                    case LINE_ENDINGS -> " only line endings or byte order mark";
                    case SAME_CONTENT -> file.previousPath().isPresent() ? " renamed, same content" : " same content";
                    case MEANING ->
                        file.change() == Change.CHANGED
                                ? ""
                                : " " + file.change().word();
                });
        if (!file.readable().isEmpty()) {
            statement = statement.say(
                    " +" + file.readable().added() + " −" + file.readable().removed());
        }
        if (file.showsCanonical()) {
            statement = statement.say(
                    " (canonical form: keys sorted, no comments; the file has changes of formatting, too)");
        }
        return statement;
    }

    /** What lines cannot show. */
    static List<Statement> notes(FileDiff file) {
        List<Statement> notes = new ArrayList<>();
        file.notes().forEach(note -> notes.add(Statement.detail(Change.CHANGED).show(note)));
        boolean noLines = file.lines().isEmpty() && file.significance() == FileDiff.Significance.MEANING;
        if (noLines) {
            file.from().ifPresent(facts -> notes.add(size(Change.REMOVED, facts.size(), facts.digest())));
            file.to().ifPresent(facts -> notes.add(size(Change.ADDED, facts.size(), facts.digest())));
        }
        return notes;
    }

    private static Statement size(Change side, long size, String digest) {
        String when = side == Change.REMOVED ? "before: " : "after: ";
        return Statement.detail(side)
                .say(when + size + (size == 1 ? " byte, " : " bytes, "))
                .show(digest);
    }
}
