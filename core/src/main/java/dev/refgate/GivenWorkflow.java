package dev.refgate;

import dev.refgate.HostedWorkflows.Imported;
import dev.refgate.hosted.NotCarriedOverException;
import dev.refgate.hosted.Remark;
import dev.refgate.promotion.Edit;
import dev.refgate.repository.WorkflowFolder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A workflow that comes with a call, and is in no repository. */
public sealed interface GivenWorkflow {
    /** The environment that its runs are in, which no refgate.yml can declare; the section of its settings; and what it is called. */
    String ENVIRONMENT = "ephemeral";

    /**
     * The files of its folder.
     *
     * @throws NotCarriedOverException when it cannot be run here as it is
     * @throws dev.refgate.error.InvalidArgumentException when it is no workflow at all
     */
    SortedMap<String, byte[]> files();

    /**
     * As its folder would be.
     *
     * @param files by path
     */
    record Files(SortedMap<String, byte[]> files) implements GivenWorkflow {
        public Files {
            Edit.requireFiles(files);
            files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        }
    }

    /**
     * As the hosted product has it.
     *
     * @param config plain values
     */
    record Hosted(@Nullable Object config) implements GivenWorkflow {
        @Override
        public SortedMap<String, byte[]> files() {
            Imported made = HostedWorkflows.of(config);
            List<Remark> hindrances =
                    made.remarks().stream().filter(Remark::hinders).toList();
            if (!hindrances.isEmpty()) {
                throw new NotCarriedOverException(hindrances);
            }
            SortedMap<String, byte[]> files = new TreeMap<>();
            files.put(WorkflowFolder.WORKFLOW_FILE, made.text().getBytes(StandardCharsets.UTF_8));
            return files;
        }
    }
}
