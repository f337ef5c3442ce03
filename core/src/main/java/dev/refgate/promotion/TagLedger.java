package dev.refgate.promotion;

import dev.refgate.environment.Environment;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.NotFoundException;
import dev.refgate.promotion.Ledger.Page;
import dev.refgate.repository.CommitId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The deployments of a tag: the tags {@code deployments/<environment>/<n>}, which never move. */
final class TagLedger {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    private final DeploymentStore store;
    private final RecordMatching records;

    TagLedger(DeploymentStore store) {
        this.store = store;
        this.records = new RecordMatching(store);
    }

    /** Where the tags of an environment's deployments are. */
    static String prefix(String environment) {
        return "refs/tags/deployments/" + environment + "/";
    }

    /** The numbers that are taken, the largest first. */
    static List<Integer> numbers(DeploymentStore store, String environment) {
        String prefix = prefix(environment);
        return store.refs(prefix).stream()
                .map(ref -> ref.substring(prefix.length()))
                .filter(name -> NUMBER.matcher(name).matches())
                .map(Integer::valueOf)
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    Page page(Environment environment, Optional<String> cursor, int limit) {
        List<Integer> numbers = numbers(store, environment.name());
        List<Deployment> deployments = new ArrayList<>();
        if (cursor.isEmpty()) {
            movedByOthers(environment, numbers).ifPresent(deployments::add);
        }
        int begin = cursor.map(TagLedger::number).orElse(Integer.MAX_VALUE);
        for (int i = 0; i < numbers.size(); i++) {
            int number = numbers.get(i);
            if (number > begin) {
                continue;
            }
            if (deployments.size() >= limit) {
                return new Page(deployments, Optional.of(Integer.toString(number)));
            }
            Optional<Integer> before = i + 1 < numbers.size() ? Optional.of(numbers.get(i + 1)) : Optional.empty();
            read(environment, number, before).ifPresent(deployments::add);
        }
        return new Page(deployments, Optional.empty());
    }

    private static int number(String cursor) {
        if (!NUMBER.matcher(cursor).matches()) {
            throw new InvalidArgumentException("cursor: " + cursor + " (expected that of the page before)");
        }
        return Integer.parseInt(cursor);
    }

    private Optional<AnnotatedTag> tag(Environment environment, int number) {
        return store.tag(prefix(environment.name()) + number);
    }

    private Optional<Deployment> read(Environment environment, int number, Optional<Integer> before) {
        return tag(environment, number).map(tag -> {
            Optional<DeploymentRecord> record = DeploymentMessage.read(tag.message())
                    .filter(each -> records.fits(
                            each, environment.name(), each.previous(), tag.commit(), changes(each.previous(), tag)));
            // A pointer that was moved by hand in between is what the record says it was.
            Optional<CommitId> previous = record.isPresent()
                    ? record.get().previous()
                    : before.flatMap(each -> tag(environment, each)).map(AnnotatedTag::commit);
            return Deployments.of(
                    environment.name(),
                    Optional.of(number),
                    tag.commit(),
                    previous,
                    tag.time(),
                    tag.tagger(),
                    changes(previous, tag),
                    record);
        });
    }

    private List<ContentChange> changes(Optional<CommitId> previous, AnnotatedTag tag) {
        try {
            return store.changes(previous, tag.commit());
        } catch (NotFoundException e) {
            // What a tag was moved away from may be gone; nothing fits then.
            return store.changes(Optional.empty(), tag.commit());
        }
    }

    /** The pointer is elsewhere than the last deployment says: somebody moved it by hand. */
    private Optional<Deployment> movedByOthers(Environment environment, List<Integer> numbers) {
        Optional<CommitId> last = numbers.stream()
                .findFirst()
                .flatMap(number -> tag(environment, number))
                .map(AnnotatedTag::commit);
        String ref = environment.ref().fullName();
        return store.tip(ref)
                .map(PointerTip::commit)
                .filter(commit -> !Optional.of(commit).equals(last))
                .map(commit -> {
                    HistoryCommit read = store.firstParentHistory(commit, 1).get(0);
                    Optional<AnnotatedTag> tag = store.tag(ref);
                    return Deployments.of(
                            environment.name(),
                            Optional.empty(),
                            commit,
                            last,
                            tag.map(AnnotatedTag::time).orElse(read.time()),
                            tag.map(AnnotatedTag::tagger).orElse(read.author()),
                            store.changes(last, commit),
                            Optional.empty());
                });
    }
}
