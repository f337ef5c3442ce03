package dev.refgate.workflow;

import dev.refgate.document.Location;
import dev.refgate.document.Problems;
import dev.refgate.repository.WorkflowFolder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Refuses what is in a workflow's folder and is no content of its own: links, other repositories, and LFS pointers. */
final class FolderCheck {
    private static final byte[] POINTER_START =
            "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);
    private static final int LARGEST_POINTER = 1_024;

    private FolderCheck() {}

    static void check(WorkflowFolder folder, Problems problems) {
        for (WorkflowFolder.Entry entry : folder.entries()) {
            Location location = Location.ofFile(folder.displayPath(entry.path()));
            switch (entry.kind()) {
                case SYMLINK -> problems.add(location, "a symbolic link (expected a regular file)");
                case SUBMODULE -> problems.add(location, "a submodule (expected a regular file or folder)");
                case FILE -> {
                    if (isPointer(folder, entry.path())) {
                        problems.add(
                                location, "a Git LFS pointer (expected the file's own content: git lfs untrack it)");
                    }
                }
            }
        }
    }

    private static boolean isPointer(WorkflowFolder folder, String path) {
        return folder.readSmall(path, LARGEST_POINTER)
                .map(FolderCheck::isPointer)
                .orElse(false);
    }

    static boolean isPointer(byte[] content) {
        int length = POINTER_START.length;
        return content.length >= length
                && content.length <= LARGEST_POINTER
                && Arrays.equals(content, 0, length, POINTER_START, 0, length);
    }
}
