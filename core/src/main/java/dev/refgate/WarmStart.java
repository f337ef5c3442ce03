package dev.refgate;

import dev.refgate.error.RefgateException;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowRepository;
import dev.refgate.repository.WorkflowTree;
import dev.refgate.run.Scripts;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the engine of scripts before the first call, where an environment has a script. */
final class WarmStart {
    private static final Logger LOG = LoggerFactory.getLogger(WarmStart.class);

    /** Beyond this many workflows, to look would take longer than people like to wait for a server. */
    private static final int MOST_READ = 300;

    private static final int LARGEST_READ = 1 << 20;
    private static final String WORD = "javascript";

    private final WorkflowRepository repository;
    private final Scripts scripts;

    WarmStart(WorkflowRepository repository, Scripts scripts) {
        this.repository = repository;
        this.scripts = scripts;
    }

    /** Returns when the engine is warm, or when nothing needs it; the rest of a large repository is looked at beside the first calls. */
    void run(List<EnvironmentState> environments) {
        Iterator<WorkflowFolder> folders = environments.stream()
                .map(EnvironmentState::commit)
                .flatMap(Optional::stream)
                .distinct()
                .flatMap(this::folders)
                .iterator();
        if (anyHasScript(folders, MOST_READ)) {
            scripts.warmUp();
        } else if (folders.hasNext()) {
            Thread thread = new Thread(() -> runBeside(folders), "refgate-script-warm-up");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** For nothing, it would take the first calls' processors for seconds. */
    private void runBeside(Iterator<WorkflowFolder> folders) {
        try {
            if (anyHasScript(folders, Integer.MAX_VALUE)) {
                scripts.warmUp();
            }
        } catch (RuntimeException e) {
            // Whoever calls what cannot be read is told so.
            LOG.debug("the engine of scripts is not started before the first call", e);
        }
    }

    private static boolean anyHasScript(Iterator<WorkflowFolder> folders, int most) {
        for (int i = 0; i < most && folders.hasNext(); i++) {
            if (mayHaveScript(folders.next())) {
                return true;
            }
        }
        return false;
    }

    private Stream<WorkflowFolder> folders(CommitId commit) {
        WorkflowTree tree = repository.treeAt(commit);
        return tree.folderNames().stream()
                .filter(WorkflowId::isValid)
                .map(name -> tree.folder(new WorkflowId(name)))
                .flatMap(Optional::stream);
    }

    private static boolean mayHaveScript(WorkflowFolder folder) {
        try {
            return folder.read(WorkflowFolder.WORKFLOW_FILE, LARGEST_READ)
                    .map(content -> new String(content, StandardCharsets.ISO_8859_1).contains(WORD))
                    .orElse(false);
        } catch (RefgateException e) {
            LOG.debug("{} is not looked at before the start", folder.id(), e);
            return false;
        }
    }
}
