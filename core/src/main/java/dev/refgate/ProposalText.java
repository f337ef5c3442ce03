package dev.refgate;

import dev.refgate.diff.RepositoryDiff;
import dev.refgate.promotion.Proposal;
import dev.refgate.report.MarkdownProposal;
import java.util.Set;

/** What a pull request that promotes says: its plan, and what would change. */
final class ProposalText {
    private final MarkdownProposal text;
    private final Comparisons comparisons;

    ProposalText(Promotions promotions, Comparisons comparisons) {
        this.text = new MarkdownProposal(promotions::label);
        this.comparisons = comparisons;
    }

    String of(Proposal proposal) {
        return text.render(proposal, difference(proposal));
    }

    /** With names that say more than commit ids. */
    private RepositoryDiff difference(Proposal proposal) {
        RepositoryDiff diff = comparisons.diff(
                Side.named(proposal.base().hex()), Side.named(proposal.commit().hex()), Set.of());
        return new RepositoryDiff(
                proposal.plan().environment() + " (" + proposal.base().abbreviated() + ")",
                proposal.branch() + " (" + proposal.commit().abbreviated() + ")",
                diff.workflows(),
                diff.more());
    }
}
