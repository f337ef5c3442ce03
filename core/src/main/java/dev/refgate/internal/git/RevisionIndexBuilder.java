package dev.refgate.internal.git;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.AnyObjectId;

/** Grows the columns of {@link RevisionIndexData}. For one thread, and one {@link #build}. */
final class RevisionIndexBuilder {
    private static final int ROOM = 256;

    private final RevisionIndexIds commits;
    private final List<String> folders;
    private final Map<String, Integer> folderNumbers = new HashMap<>();
    private final RevisionIndexIds changeContents;
    private int[] changeCommits;
    private int[] changeFolders;
    private int changeCount;

    RevisionIndexBuilder() {
        this.commits = new RevisionIndexIds();
        this.folders = new ArrayList<>();
        this.changeContents = new RevisionIndexIds();
        this.changeCommits = new int[ROOM];
        this.changeFolders = new int[ROOM];
    }

    /** Goes on after the first {@code commitCount} commits of {@code known}. */
    RevisionIndexBuilder(RevisionIndexData known, int commitCount) {
        this.commits = known.commits().first(commitCount);
        this.changeCount = known.changesOf(commitCount);
        this.changeContents = known.changeContents().first(changeCount);
        this.changeCommits = new int[changeCount + ROOM];
        this.changeFolders = new int[changeCount + ROOM];
        int folderCount = 0;
        for (int change = 0; change < changeCount; change++) {
            changeCommits[change] = known.commitOf(change);
            changeFolders[change] = known.folderOf(change);
            folderCount = Math.max(folderCount, changeFolders[change] + 1);
        }
        this.folders = new ArrayList<>(known.folders().subList(0, folderCount));
        for (int folder = 0; folder < folderCount; folder++) {
            folderNumbers.put(folders.get(folder), folder);
        }
    }

    RevisionIndexIds commits() {
        return commits;
    }

    RevisionIndexIds changeContents() {
        return changeContents;
    }

    int folderCount() {
        return folders.size();
    }

    /** The next commit; the changes that follow are its. */
    void commit(AnyObjectId commit) {
        commits.add(commit);
    }

    /**
     * A change of the last commit.
     *
     * @param content the zero id when the folder went away
     */
    void change(String folder, AnyObjectId content) {
        changeContents.add(content);
        change(commits.size() - 1, folder(folder));
    }

    /** A change whose content is, or will be, in {@link #changeContents()}. */
    void change(int commit, int folder) {
        if (changeCount == changeCommits.length) {
            changeCommits = Arrays.copyOf(changeCommits, changeCount * 2);
            changeFolders = Arrays.copyOf(changeFolders, changeCount * 2);
        }
        changeCommits[changeCount] = commit;
        changeFolders[changeCount] = folder;
        changeCount++;
    }

    /** Appends what was noted backwards: the commits and changes of {@code newestFirst}, from its end to its start. */
    RevisionIndexBuilder reversed(RevisionIndexData newestFirst) {
        int change = newestFirst.changeCount() - 1;
        for (int position = newestFirst.commitCount() - 1; position >= 0; position--) {
            commit(newestFirst.commits().at(position));
            for (; change >= 0 && newestFirst.commitOf(change) == position; change--) {
                String folder = newestFirst.folders().get(newestFirst.folderOf(change));
                change(folder, newestFirst.changeContents().at(change));
            }
        }
        return this;
    }

    /** The number of a folder, a new one when it is new. */
    int folder(String name) {
        Integer known = folderNumbers.putIfAbsent(name, folders.size());
        if (known != null) {
            return known;
        }
        folders.add(name);
        return folders.size() - 1;
    }

    RevisionIndexData build() {
        return new RevisionIndexData(
                commits,
                List.copyOf(folders),
                Arrays.copyOf(changeCommits, changeCount),
                Arrays.copyOf(changeFolders, changeCount),
                changeContents);
    }
}
