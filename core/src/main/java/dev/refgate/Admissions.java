package dev.refgate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.refgate.environment.Environment;
import dev.refgate.environment.Settings;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.policy.Policy;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.ContentId;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowRepository;
import dev.refgate.run.CompiledWorkflows;
import dev.refgate.run.RunPins;
import java.util.Map;
import java.util.Optional;

/**
 * Resolves a call to what it runs. The ref is read here, once; everything after this works on the commit. Warm, this costs
 * the check that two refs have not moved and two look-ups in memory, however many workflows and environments there are.
 */
final class Admissions {
    private static final int REMEMBERED = 20_000;

    private final WorkflowRepository repository;
    private final PolicySource policies;
    private final EnvironmentStates environments;
    private final Revisions revisions;
    private final CompiledWorkflows compiled;
    private final Settings settings;
    private final Previews previews;
    private final Cache<Place, CompiledWorkflows.Verified> byPlace =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final Cache<Held, Boolean> held =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    private record Place(CommitId commit, WorkflowId workflow) {}

    private record Held(WorkflowId workflow, ContentId content, CommitId tip) {}

    /** A call, resolved: what it runs, and with which settings. */
    record Resolved(RunPins pins, CompiledWorkflows.Verified found, Map<String, String> env) {}

    Admissions(
            WorkflowRepository repository,
            PolicySource policies,
            EnvironmentStates environments,
            Revisions revisions,
            CompiledWorkflows compiled,
            Settings settings,
            Previews previews) {
        this.repository = repository;
        this.policies = policies;
        this.environments = environments;
        this.revisions = revisions;
        this.compiled = compiled;
        this.settings = settings;
        this.previews = previews;
    }

    Resolved resolve(WorkflowId workflow, Target target) {
        Policy policy = policies.current().policy();
        Optional<Preview> preview = preview(target);
        if (preview.isPresent()) {
            return preview(workflow, preview.get(), previews.commit(preview.get(), target.revision(), policy));
        }
        if (target.revision().isPresent()) {
            return revision(workflow, target.revision().get(), target.environment(), policy);
        }
        Environment environment = policy.environments().named(environmentName(target, policy));
        String ref = environment.ref().fullName();
        CommitId commit = environments.tip(environment);
        CompiledWorkflows.Verified found = verified(commit, workflow);
        RunPins pins = new RunPins(
                workflow,
                Optional.of(environment.name()),
                Optional.of(ref),
                commit,
                found.content(),
                found.verification());
        return new Resolved(pins, found, env(environment));
    }

    private static Optional<Preview> preview(Target target) {
        return target.environment().flatMap(Preview::named);
    }

    private Resolved preview(WorkflowId workflow, Preview preview, CommitId head) {
        CompiledWorkflows.Verified found = verified(head, workflow);
        RunPins pins = new RunPins(
                workflow,
                Optional.of(preview.name()),
                Optional.of(preview.ref()),
                head,
                found.content(),
                found.verification());
        return new Resolved(pins, found, previews.env());
    }

    /** The commit that a call runs, for lists. */
    CommitId commit(Target target) {
        Policy policy = policies.current().policy();
        Optional<Preview> preview = preview(target);
        if (preview.isPresent()) {
            return previews.commit(preview.get(), target.revision(), policy);
        }
        if (target.revision().isPresent()) {
            CommitId commit = revisions.commit(target.revision().get());
            revisions.requireReachable(commit, target.revision().get());
            return commit;
        }
        return environments.tip(policy.environments().named(environmentName(target, policy)));
    }

    /** The same for a call that names a workflow, so that its revisions' numbers mean something. */
    CommitId commit(WorkflowId workflow, Target target) {
        return target.revision().isPresent() && preview(target).isEmpty()
                ? resolvedRevision(workflow, target.revision().get())
                : commit(target);
    }

    private CommitId resolvedRevision(WorkflowId workflow, String revision) {
        CommitId commit = revisions.commit(workflow, revision);
        revisions.requireReachable(commit, revision);
        return commit;
    }

    private static String environmentName(Target target, Policy policy) {
        return target.environment()
                .or(policy::defaultEnvironment)
                .orElseThrow(() -> new InvalidArgumentException("environment: missing (expected one of: "
                        + String.join(", ", policy.environments().names())
                        + "; refgate.yml can name a default_environment)"));
    }

    private Resolved revision(WorkflowId workflow, String revision, Optional<String> environmentName, Policy policy) {
        Optional<Environment> environment =
                environmentName.map(name -> policy.environments().named(name));
        CommitId commit = resolvedRevision(workflow, revision);
        CompiledWorkflows.Verified found = verified(commit, workflow);
        Map<String, String> env = environment
                .filter(each -> isHeld(each, workflow, found.content()))
                .map(this::env)
                .orElse(Map.of());
        RunPins pins =
                new RunPins(workflow, environmentName, Optional.empty(), commit, found.content(), found.verification());
        return new Resolved(pins, found, env);
    }

    /** Settings are secrets: only content that an environment holds or held, and so was let in there, gets to see them. */
    private boolean isHeld(Environment environment, WorkflowId workflow, ContentId content) {
        return repository
                .commitAt(environment.ref().fullName())
                .map(tip -> held.get(
                        new Held(workflow, content, tip),
                        asked -> repository.held(asked.workflow(), asked.content(), asked.tip())))
                .orElse(false);
    }

    private Map<String, String> env(Environment environment) {
        return settings.of(environment.name());
    }

    private CompiledWorkflows.Verified verified(CommitId commit, WorkflowId workflow) {
        Place place = new Place(commit, workflow);
        CompiledWorkflows.Verified found = byPlace.getIfPresent(place);
        if (found == null) {
            found = compiled.find(repository.treeAt(commit), workflow);
            byPlace.put(place, found);
        }
        return found;
    }
}
