package dev.refgate.diff;

import dev.refgate.diff.FileDiff.Significance;
import dev.refgate.document.ReadDocument;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowFolder.Entry;
import dev.refgate.repository.WorkflowFolder.FileFacts;
import dev.refgate.repository.WorkflowFolder.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares the files of a workflow's folder. Files with equal digests are not read. */
final class CodeComparison {
    private final FileVersion.Reader reader;
    private final Side from;
    private final Side to;
    private final Set<String> sensitiveNames;

    CodeComparison(FileVersion.Reader reader, Side from, Side to, Set<String> sensitiveNames) {
        this.reader = reader;
        this.from = from;
        this.to = to;
        this.sensitiveNames = sensitiveNames;
    }

    /**
     * One side.
     *
     * @param folder empty where the workflow is not there
     * @param workflow its workflow.yml, if it was read
     */
    record Side(Optional<WorkflowFolder> folder, Optional<ReadDocument> workflow) {}

    /** A path on one side. */
    private record Place(Kind kind, Optional<FileFacts> facts) {
        boolean isSame(Place other) {
            return kind == other.kind && hasSameContent(other) && !hasOtherMode(other);
        }

        boolean hasSameContent(Place other) {
            return facts.map(FileFacts::digest).equals(other.facts.map(FileFacts::digest));
        }

        boolean hasOtherMode(Place other) {
            Optional<Boolean> before = facts.flatMap(FileFacts::executable);
            Optional<Boolean> after = other.facts.flatMap(FileFacts::executable);
            return before.isPresent() && after.isPresent() && !before.equals(after);
        }

        String mode() {
            return facts.flatMap(FileFacts::executable).orElse(false) ? "100755" : "100644";
        }
    }

    /** Whether two folders have the same files; for folders that have no content id. */
    static boolean isSame(WorkflowFolder from, WorkflowFolder to) {
        SortedMap<String, Place> before = places(Optional.of(from));
        SortedMap<String, Place> after = places(Optional.of(to));
        return before.keySet().equals(after.keySet())
                && before.entrySet().stream().allMatch(entry -> {
                    Place now = after.get(entry.getKey());
                    return now != null && entry.getValue().isSame(now);
                });
    }

    CodeDiff compare() {
        SortedMap<String, Place> before = places(from.folder());
        SortedMap<String, Place> after = places(to.folder());
        Map<String, String> renamed = renamed(before, after);
        SortedSet<String> paths = new TreeSet<>(before.keySet());
        paths.removeAll(renamed.values());
        paths.addAll(after.keySet());
        List<FileDiff> files = new ArrayList<>();
        for (String path : paths) {
            Place old = before.get(renamed.getOrDefault(path, path));
            Place now = after.get(path);
            if (old == null || now == null || renamed.containsKey(path) || !old.isSame(now)) {
                files.add(file(
                        path,
                        Optional.ofNullable(renamed.get(path)),
                        Optional.ofNullable(old),
                        Optional.ofNullable(now)));
            }
        }
        if (files.isEmpty()) {
            before.forEach((path, place) -> addLink(files, path, place));
        }
        return new CodeDiff(files);
    }

    /** When the folders differ and no regular file does, it is a link that leads elsewhere. */
    private static void addLink(List<FileDiff> files, String path, Place place) {
        if (place.kind() != Kind.FILE) {
            String note = word(Optional.of(place.kind())) + ": may lead elsewhere now (its target is not read)";
            files.add(new FileDiff(
                    path,
                    Optional.empty(),
                    Change.CHANGED,
                    Significance.MEANING,
                    Optional.empty(),
                    Optional.empty(),
                    List.of(note),
                    UnifiedDiff.EMPTY,
                    Optional.empty()));
        }
    }

    private static SortedMap<String, Place> places(Optional<WorkflowFolder> folder) {
        SortedMap<String, Place> places = new TreeMap<>();
        folder.ifPresent(inside -> {
            for (Entry entry : inside.entries()) {
                Optional<FileFacts> facts = entry.kind() == Kind.FILE ? inside.facts(entry.path()) : Optional.empty();
                places.put(entry.path(), new Place(entry.kind(), facts));
            }
        });
        return places;
    }

    /** New paths to old ones, where a removed file's content turns up at an added path; each is used once. */
    private static Map<String, String> renamed(SortedMap<String, Place> before, SortedMap<String, Place> after) {
        Map<String, String> goneByDigest = new LinkedHashMap<>();
        before.forEach((path, place) -> {
            if (!after.containsKey(path)) {
                place.facts()
                        .filter(facts -> facts.size() > 0)
                        .ifPresent(facts -> goneByDigest.put(facts.digest(), path));
            }
        });
        Map<String, String> renamed = new LinkedHashMap<>();
        after.forEach((path, place) -> {
            if (!before.containsKey(path)) {
                place.facts()
                        .map(facts -> goneByDigest.remove(facts.digest()))
                        .ifPresent(old -> renamed.put(path, old));
            }
        });
        return renamed;
    }

    private FileDiff file(String path, Optional<String> previousPath, Optional<Place> old, Optional<Place> now) {
        List<String> notes = new ArrayList<>();
        if (old.isPresent() && now.isPresent() && old.get().hasOtherMode(now.get())) {
            notes.add("mode changed: " + old.get().mode() + " → " + now.get().mode());
        }
        addKinds(notes, old, now);
        Change change = old.isEmpty() ? Change.ADDED : now.isEmpty() ? Change.REMOVED : Change.CHANGED;
        boolean sameContent = old.isPresent()
                && now.isPresent()
                && old.get().kind() == now.get().kind()
                && old.get().hasSameContent(now.get());
        TextComparison text = sameContent
                ? TextComparison.SAME
                : TextComparison.compare(version(from, old, path), version(to, now, path));
        notes.addAll(text.notes());
        return new FileDiff(
                path,
                previousPath,
                change,
                sameContent ? Significance.SAME_CONTENT : text.significance(),
                old.flatMap(Place::facts),
                now.flatMap(Place::facts),
                notes,
                text.lines(),
                text.canonical());
    }

    private static void addKinds(List<String> notes, Optional<Place> old, Optional<Place> now) {
        Optional<Kind> before = old.map(Place::kind);
        Optional<Kind> after = now.map(Place::kind);
        boolean special = before.filter(kind -> kind != Kind.FILE).isPresent()
                || after.filter(kind -> kind != Kind.FILE).isPresent();
        if (special) {
            notes.add("kind of file: " + word(before) + " → " + word(after));
        }
    }

    private static String word(Optional<Kind> kind) {
        return kind.map(each -> switch (each) {
                    case FILE -> "regular file";
                    case SYMLINK -> "symbolic link";
                    case SUBMODULE -> "submodule";
                })
                .orElse("absent");
    }

    private FileVersion version(Side side, Optional<Place> place, String path) {
        return side.folder().isPresent() && place.isPresent()
                ? reader.read(side.folder().get(), path, side.workflow(), sensitiveNames)
                : FileVersion.ABSENT;
    }
}
