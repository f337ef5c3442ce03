package dev.refgate;

import dev.refgate.Refgate.EnvironmentState;
import dev.refgate.error.RefgateException;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowRepository;
import dev.refgate.repository.WorkflowTree;
import dev.refgate.run.Scripts;
import java.nio.charset.StandardCharsets;
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

    /** Returns when the engine is warm, or when nothing needs it; in a large repository it is warmed beside the first calls. */
    void run(List<EnvironmentState> environments) {
        List<WorkflowFolder> folders = environments.stream()
                .map(EnvironmentState::commit)
                .flatMap(Optional::stream)
                .distinct()
                .flatMap(this::folders)
                .limit(MOST_READ + 1)
                .toList();
        if (folders.stream().limit(MOST_READ).anyMatch(WarmStart::mayHaveScript)) {
            scripts.warmUp();
        } else if (folders.size() > MOST_READ) {
            Thread thread = new Thread(scripts::warmUp, "refgate-script-warm-up");
            thread.setDaemon(true);
            thread.start();
        }
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
