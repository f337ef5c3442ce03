package dev.refgate.promotion;

import dev.refgate.environment.Environment;
import dev.refgate.environment.EnvironmentRef;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowRepository;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** What has been deployed, newest first, read page by page from the commits or tags that are the deployments. */
public final class Ledger {
    private static final int FIRST_PAGE = 4;
    private static final int LARGEST_PAGE = 256;
    private static final int LARGEST_LIMIT = 1_000;

    private final BranchLedger branches;
    private final TagLedger tags;

    public Ledger(DeploymentStore store, WorkflowRepository repository) {
        this.branches = new BranchLedger(store, repository);
        this.tags = new TagLedger(store);
    }

    /**
     * Some of an environment's deployments.
     *
     * @param next what to ask the next page with; empty when there is none
     */
    public record Page(List<Deployment> deployments, Optional<String> next) {
        public Page {
            deployments = List.copyOf(deployments);
        }
    }

    /**
     * One page.
     *
     * @param sourceTip the source branch's tip: commits that it reaches are no deployments
     * @param cursor of the page before; empty for the first page
     * @param limit how many at most, from 1 to 1,000
     */
    public Page deployments(Environment environment, CommitId sourceTip, Optional<String> cursor, int limit) {
        if (limit < 1 || limit > LARGEST_LIMIT) {
            throw new InvalidArgumentException("limit: " + limit + " (expected 1 to " + LARGEST_LIMIT + ")");
        }
        return environment.ref() instanceof EnvironmentRef.Tag
                ? tags.page(environment, cursor, limit)
                : branches.page(environment, sourceTip, cursor, limit);
    }

    /** The rollbacks and releases of a branch from a commit on, newest first. */
    Iterator<Deployment> setbacks(Environment environment, CommitId sourceTip, CommitId newest) {
        return branches.setbacks(environment, sourceTip, newest);
    }

    /** All of them, newest first, read as they are asked for. */
    Iterator<Deployment> newestFirst(Environment environment, CommitId sourceTip) {
        return new Iterator<>() {
            private Page page = deployments(environment, sourceTip, Optional.empty(), FIRST_PAGE);
            private int limit = FIRST_PAGE;
            private int index;

            @Override
            public boolean hasNext() {
                while (index == page.deployments().size() && page.next().isPresent()) {
                    limit = Math.min(limit * 4, LARGEST_PAGE);
                    page = deployments(environment, sourceTip, page.next(), limit);
                    index = 0;
                }
                return index < page.deployments().size();
            }

            @Override
            public Deployment next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return page.deployments().get(index++);
            }
        };
    }
}
