package dev.refgate.report;

import dev.refgate.diff.Change;
import dev.refgate.diff.Impact;
import dev.refgate.diff.Impact.EnvironmentKey;
import java.util.ArrayList;
import java.util.List;

/** Says in words what a change means for callers and environments. */
final class ImpactWording {

    private ImpactWording() {}

    static List<Statement> of(Impact impact) {
        List<Statement> statements = new ArrayList<>();
        impact.inputsNowRequired()
                .forEach(input -> statements.add(Statement.of(Change.REMOVED)
                        .say("callers must now send ")
                        .show(input.name())
                        .say(input.isNew() ? " (new)" : " (was optional)")));
        add(statements, Change.REMOVED, "callers that send these inputs are refused now: ", impact.inputsRemoved());
        add(statements, Change.CHANGED, "inputs with another schema: ", impact.inputsChanged());
        add(statements, Change.REMOVED, "outputs that disappear: ", impact.outputsRemoved());
        add(statements, Change.ADDED, "settings newly needed in _env: ", keys(impact, false));
        add(statements, Change.CHANGED, "settings newly used in _env, optional: ", keys(impact, true));
        add(statements, Change.CHANGED, "settings no longer needed in _env: ", impact.keysNotNeeded());
        addNeutral(statements, "environments that run the content before: ", impact.runningFrom());
        addNeutral(statements, "environments that run the content after: ", impact.runningTo());
        return statements;
    }

    private static List<String> keys(Impact impact, boolean optional) {
        return impact.keysNeeded().stream()
                .filter(key -> key.optional() == optional)
                .map(EnvironmentKey::name)
                .toList();
    }

    private static void add(List<Statement> statements, Change mark, String words, List<String> names) {
        if (!names.isEmpty()) {
            statements.add(Statement.of(mark).say(words).showAll(names));
        }
    }

    private static void addNeutral(List<Statement> statements, String words, List<String> names) {
        if (!names.isEmpty()) {
            statements.add(Statement.neutral().say(words).showAll(names));
        }
    }
}
