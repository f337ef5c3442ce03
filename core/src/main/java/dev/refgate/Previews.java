package dev.refgate;

import dev.refgate.environment.Settings;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.NotFoundException;
import dev.refgate.policy.Policy;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowRepository;
import java.util.Map;
import java.util.Optional;

/** Which heads of pull requests may be run, and with which settings: those that are declared for all previews, and no others. */
final class Previews {
    private final WorkflowRepository repository;
    private final Settings settings;
    private final boolean allowed;

    /**
     * @param allowed whether any may be run
     */
    Previews(WorkflowRepository repository, Settings settings, boolean allowed) {
        this.repository = repository;
        this.settings = settings;
        this.allowed = allowed;
    }

    /**
     * The commit that a call runs.
     *
     * @param revision what it names beside the preview: the head itself, or nothing
     * @param policy of the source branch; the pull request's own does not count
     */
    CommitId commit(Preview preview, Optional<String> revision, Policy policy) {
        if (!allowed) {
            throw new NotFoundException("environment: " + preview.name() + " (expected one of: "
                    + String.join(", ", policy.environments().names())
                    + "; pull requests are run with serve --allow-previews)");
        }
        if (policy.environments().names().contains(Preview.SETTINGS)) {
            throw new NotFoundException("environment: " + preview.name()
                    + " cannot be run: refgate.yml declares an environment " + Preview.SETTINGS
                    + ", whose settings would be those of pull requests (expected another name for it)");
        }
        CommitId head = head(preview);
        if (revision.filter(named -> !named.equals(head.hex())).isPresent()) {
            throw new InvalidArgumentException("revision: " + revision.get() + " is not the head of " + preview.name()
                    + " (expected " + head.hex() + ", or none)");
        }
        return head;
    }

    /** Where the pull request is now. */
    CommitId head(Preview preview) {
        return repository
                .commitAt(preview.ref())
                .orElseThrow(() -> new NotFoundException("environment: " + preview.name() + " points to "
                        + preview.ref() + ", which does not exist in " + repository.location()
                        + " (expected the number of a pull request whose head was fetched)"));
    }

    Map<String, String> env() {
        return settings.of(Preview.SETTINGS);
    }
}
