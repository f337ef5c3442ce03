package dev.refgate.internal.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;

/** The refs of a mirror, and its HEAD. */
final class MirrorRefs {
    private final Repository mirror;

    MirrorRefs(Repository mirror) {
        this.mirror = mirror;
    }

    /** What it has now. */
    Map<String, ObjectId> all() throws IOException {
        Map<String, ObjectId> now = new HashMap<>();
        for (Ref ref : mirror.getRefDatabase().getRefsByPrefix(Constants.R_REFS)) {
            now.put(ref.getName(), ref.getObjectId());
        }
        return now;
    }

    /** All in one step, so that nobody sees half of what the remote did at once. */
    void set(Map<String, ObjectId> refs) throws IOException {
        List<ReceiveCommand> commands = commands(refs);
        if (commands.isEmpty()) {
            return;
        }
        new KeptObjects(mirror.getDirectory().toPath()).add(forsaken(commands));
        if (!execute(commands, true)) {
            List<ReceiveCommand> again = commands(refs);
            if (!execute(again, false)) {
                throw new IOException("its refs cannot be set: " + failures(again));
            }
        }
    }

    private List<ReceiveCommand> commands(Map<String, ObjectId> refs) throws IOException {
        Map<String, ObjectId> now = all();
        List<ReceiveCommand> commands = new ArrayList<>();
        now.forEach((name, old) -> {
            if (!refs.containsKey(name)) {
                commands.add(new ReceiveCommand(old, ObjectId.zeroId(), name));
            }
        });
        refs.forEach((name, id) -> {
            ObjectId old = now.getOrDefault(name, ObjectId.zeroId());
            if (!id.equals(old)) {
                commands.add(new ReceiveCommand(old, id, name));
            }
        });
        return commands;
    }

    /** What refs lead to no longer, when these are carried out: nothing else need. */
    private List<ObjectId> forsaken(List<ReceiveCommand> commands) throws IOException {
        List<ObjectId> forsaken = new ArrayList<>();
        try (RevWalk walk = new RevWalk(mirror)) {
            for (ReceiveCommand command : commands) {
                if (command.getOldId().equals(ObjectId.zeroId()) || isForward(command, walk)) {
                    continue;
                }
                forsaken.add(command.getOldId());
            }
        }
        return forsaken;
    }

    private static boolean isForward(ReceiveCommand command, RevWalk walk) throws IOException {
        try {
            command.updateType(walk);
            return command.getType() == ReceiveCommand.Type.UPDATE;
        } catch (MissingObjectException e) {
            return false;
        }
    }

    private boolean execute(List<ReceiveCommand> commands, boolean atomic) throws IOException {
        BatchRefUpdate batch = mirror.getRefDatabase().newBatchUpdate();
        batch.setAllowNonFastForwards(true);
        batch.setAtomic(atomic);
        batch.disableRefLog();
        batch.addCommand(commands);
        try (RevWalk walk = new RevWalk(mirror)) {
            batch.execute(walk, NullProgressMonitor.INSTANCE);
        }
        return commands.stream().allMatch(command -> command.getResult() == ReceiveCommand.Result.OK);
    }

    private static String failures(List<ReceiveCommand> commands) {
        return commands.stream()
                .filter(command -> command.getResult() != ReceiveCommand.Result.OK)
                .limit(3)
                .map(command -> command.getRefName() + " " + command.getResult())
                .toList()
                .toString();
    }

    void setHead(String target) throws IOException {
        Ref head = mirror.exactRef(Constants.HEAD);
        if (head != null && head.isSymbolic() && head.getTarget().getName().equals(target)) {
            return;
        }
        MirrorFiles.writeHead(mirror.getDirectory().toPath(), target);
    }
}
