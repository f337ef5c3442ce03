package dev.refgate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.refgate.policy.Policy;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowRepository;
import dev.refgate.repository.WorkflowTree;
import dev.refgate.workflow.Schedule;
import dev.refgate.workflow.Trigger;
import dev.refgate.workflow.WorkflowParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The triggers that count now. While no ref moves, asking costs little more than a look at the refs; after a move, the files that
 * changed are read.
 */
final class TriggerStates {
    private static final int COMMITS = 100;
    private static final int CONTENTS = 20_000;

    private final WorkflowRepository repository;
    private final PolicySource policies;
    private final EnvironmentStates environments;
    private final WorkflowParser parser;
    private final Cache<CommitId, List<Found>> byCommit =
            Caffeine.newBuilder().maximumSize(COMMITS).build();
    private final Cache<Content, List<Trigger>> byContent =
            Caffeine.newBuilder().maximumSize(CONTENTS).build();

    /** The same content in two folders stands in two files. */
    private record Content(WorkflowId workflow, ContentId content) {}

    /** A workflow with triggers. */
    private record Found(WorkflowId workflow, ContentId content, List<Trigger> triggers) {}

    TriggerStates(
            WorkflowRepository repository,
            PolicySource policies,
            EnvironmentStates environments,
            WorkflowParser parser) {
        this.repository = repository;
        this.policies = policies;
        this.environments = environments;
        this.parser = parser;
    }

    List<TriggerState> all() {
        Policy policy = policies.current().policy();
        List<TriggerState> states = new ArrayList<>();
        environments
                .commits()
                .forEach((environment, commit) -> byCommit.get(commit, this::read).stream()
                        .flatMap(found -> found.triggers().stream()
                                .filter(trigger -> isFor(environment, trigger, policy.triggerEnvironment()))
                                .map(trigger -> new TriggerState(
                                        environment, commit, found.workflow(), found.content(), trigger)))
                        .forEach(states::add));
        return states;
    }

    private static boolean isFor(String environment, Trigger trigger, Optional<String> otherwise) {
        return trigger instanceof Schedule schedule
                ? schedule.isFor(environment, otherwise)
                : otherwise.filter(environment::equals).isPresent();
    }

    private List<Found> read(CommitId commit) {
        WorkflowTree tree = repository.treeAt(commit);
        List<Found> found = new ArrayList<>();
        tree.contentIds().forEach((workflow, content) -> {
            Content key = new Content(workflow, content.orElseThrow());
            List<Trigger> triggers = byContent.get(
                    key, missing -> tree.folder(workflow).map(this::triggers).orElse(List.of()));
            if (!triggers.isEmpty()) {
                found.add(new Found(workflow, key.content(), triggers));
            }
        });
        return List.copyOf(found);
    }

    private List<Trigger> triggers(WorkflowFolder folder) {
        return List.copyOf(parser.triggers(folder));
    }
}
