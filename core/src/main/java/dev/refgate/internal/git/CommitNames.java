package dev.refgate.internal.git;

import dev.refgate.document.Nearest;
import dev.refgate.environment.EnvironmentRef;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.NotFoundException;
import dev.refgate.repository.CommitId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** What people write for a commit. Never an expression: {@code HEAD~1} would be computed, and by whoever calls. */
final class CommitNames {
    private static final Pattern FULL = Pattern.compile("[0-9a-fA-F]{40}");
    private static final Pattern ABBREVIATED = Pattern.compile("[0-9a-fA-F]{4,39}");
    private static final int MOST_CANDIDATES = 10;
    private static final String BRANCHES = EnvironmentRef.BRANCH_PREFIX;
    private static final String TAGS = EnvironmentRef.TAG_PREFIX;

    private final ObjectAccess objects;
    private final RefTips tips;
    private final Supplier<List<String>> refNames;

    CommitNames(ObjectAccess objects, RefTips tips, Supplier<List<String>> refNames) {
        this.objects = objects;
        this.tips = tips;
        this.refNames = refNames;
    }

    /**
     * @throws NotFoundException when {@code name} means nothing
     * @throws InvalidArgumentException when it means several commits, or is an expression
     */
    CommitId find(String name) throws IOException {
        if (FULL.matcher(name).matches()) {
            CommitId commit = new CommitId(name.toLowerCase(Locale.ROOT));
            return objects.read((repository, walk) -> Commits.id(Commits.parse(walk, commit)));
        }
        if (!Repository.isValidRefName(BRANCHES + name)) {
            throw new InvalidArgumentException("revision: " + name
                    + " (expected a commit id of 4 digits or more, a branch, a tag, or a ref's full name; expressions "
                    + "such as HEAD~1 are not computed)");
        }
        Optional<CommitId> commit = name.startsWith("refs/") ? tips.commitAt(name) : branchOrTag(name);
        if (commit.isEmpty() && ABBREVIATED.matcher(name).matches()) {
            commit = abbreviated(name.toLowerCase(Locale.ROOT));
        }
        return commit.orElseThrow(() -> unknown(name));
    }

    private Optional<CommitId> branchOrTag(String name) throws IOException {
        Optional<CommitId> branch = tips.commitAt(BRANCHES + name);
        Optional<CommitId> tag = tips.commitAt(TAGS + name);
        if (branch.isPresent() && tag.isPresent() && !branch.equals(tag)) {
            throw new InvalidArgumentException("revision: " + name + " is a branch and a tag (expected one of: "
                    + BRANCHES + name + ", " + TAGS + name + ")");
        }
        return branch.or(() -> tag);
    }

    private Optional<CommitId> abbreviated(String digits) {
        try {
            return Optional.of(objects.read((repository, walk) -> only(walk, digits)));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private static CommitId only(RevWalk walk, String digits) throws IOException {
        List<RevCommit> candidates = new ArrayList<>();
        for (ObjectId id : walk.getObjectReader().resolve(AbbreviatedObjectId.fromString(digits))) {
            if (walk.parseAny(id) instanceof RevCommit commit) {
                candidates.add(commit);
            }
        }
        if (candidates.isEmpty()) {
            throw new Commits.NoSuchCommit("commit: " + digits);
        }
        if (candidates.size() > 1) {
            throw ambiguous(walk, digits, candidates);
        }
        return Commits.id(candidates.get(0));
    }

    private static InvalidArgumentException ambiguous(RevWalk walk, String digits, List<RevCommit> candidates)
            throws IOException {
        candidates.sort(Comparator.comparing(RevCommit::name));
        StringBuilder list = new StringBuilder();
        for (RevCommit commit : candidates.subList(0, Math.min(candidates.size(), MOST_CANDIDATES))) {
            walk.parseBody(commit);
            list.append("\n  ").append(commit.name()).append(' ').append(commit.getFirstMessageLine());
        }
        if (candidates.size() > MOST_CANDIDATES) {
            list.append("\n  and ").append(candidates.size() - MOST_CANDIDATES).append(" more");
        }
        return new InvalidArgumentException(
                "revision: " + digits + " is the beginning of several commit ids (expected one of them):" + list);
    }

    private NotFoundException unknown(String name) {
        List<String> known = new ArrayList<>();
        for (String ref : refNames.get()) {
            boolean branch = ref.startsWith(BRANCHES);
            known.add(name.startsWith("refs/") ? ref : ref.substring((branch ? BRANCHES : TAGS).length()));
        }
        return new NotFoundException(
                "revision: " + name + " (expected a commit id of 4 digits or more, a branch, a tag, "
                        + "or a ref's full name" + Nearest.hint(name, known) + ")");
    }
}
