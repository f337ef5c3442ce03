package dev.refgate;

import dev.refgate.document.InvalidDocumentException;
import dev.refgate.document.Problem;
import dev.refgate.environment.Settings;
import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.NotAllowedException;
import dev.refgate.error.OverloadedException;
import dev.refgate.internal.git.GivenFolder;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.WorkflowFolder;
import dev.refgate.repository.WorkflowId;
import dev.refgate.repository.WorkflowRepository;
import dev.refgate.run.CompiledWorkflows;
import dev.refgate.run.CompiledWorkflows.Verified;
import dev.refgate.run.RunPins;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Workflows that come with a call: nobody has reviewed them, and nothing is left of them. Their runs are in an environment of their own,
 * which no refgate.yml can declare, with settings of its own and no others.
 */
final class Ephemerals {
    private static final String NAME = GivenWorkflow.ENVIRONMENT;
    private static final WorkflowId WORKFLOW = new WorkflowId(NAME);

    /** An environment has its documents, and there is none here. */
    private static final Set<String> NOT_HERE = Set.of("save_document", "query_documents");

    private static final int LONGEST_LINE = 120;
    private static final long PATIENCE_SECONDS = 5;

    private final WorkflowRepository repository;
    private final CompiledWorkflows compiled;
    private final Settings settings;
    private final boolean allowed;

    /** Half of the processors read what anybody sends; the others are for those who wait for their runs. */
    private final Semaphore readers =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    /**
     * @param allowed whether any may be run
     */
    Ephemerals(WorkflowRepository repository, CompiledWorkflows compiled, Settings settings, boolean allowed) {
        this.repository = repository;
        this.compiled = compiled;
        this.settings = settings;
        this.allowed = allowed;
    }

    void requireAllowed() {
        if (!allowed) {
            throw new NotAllowedException(
                    "this server runs no workflows that come with a call (expected serve --allow-ephemeral)");
        }
    }

    /**
     * @param others where the workflows are that it may run; empty when it may run none
     */
    Admissions.Resolved resolve(GivenWorkflow given, Optional<CommitId> others) {
        requireAllowed();
        Verified found = read(given, others);
        RunPins pins = new RunPins(
                WORKFLOW, Optional.of(NAME), Optional.empty(), CommitId.NONE, found.content(), found.verification());
        return new Admissions.Resolved(pins, found, settings.of(NAME));
    }

    private Verified read(GivenWorkflow given, Optional<CommitId> others) {
        enter();
        try {
            SortedMap<String, byte[]> files = given.files();
            Verified found = compile(files, others);
            requireNoDocuments(found);
            return found;
        } finally {
            readers.release();
        }
    }

    private void enter() {
        try {
            if (readers.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new OverloadedException(
                "workflows that come with calls: too many are being read (expected fewer at the same time)");
    }

    private Verified compile(SortedMap<String, byte[]> files, Optional<CommitId> others) {
        try {
            return compiled.findOnce(
                    new GivenTree(new GivenFolder(WORKFLOW, files), others.map(repository::treeAt)), WORKFLOW);
        } catch (InvalidDocumentException e) {
            throw new InvalidDocumentException(e.problems().stream()
                    .map(problem -> quoting(problem, files))
                    .toList());
        }
    }

    /** Who sent a configuration has not seen the file that was made of it. */
    private static Problem quoting(Problem problem, SortedMap<String, byte[]> files) {
        String file = "workflows/" + NAME + "/" + WorkflowFolder.WORKFLOW_FILE;
        byte[] bytes = files.get(WorkflowFolder.WORKFLOW_FILE);
        if (bytes == null
                || problem.location().line() == 0
                || !problem.location().file().equals(file)) {
            return problem;
        }
        return new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .skip(problem.location().line() - 1L)
                .findFirst()
                .map(String::strip)
                .map(line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line)
                .map(line -> new Problem(problem.location(), problem.message() + "; in: " + line))
                .orElse(problem);
    }

    private static void requireNoDocuments(Verified found) {
        Set<String> types = new TreeSet<>(found.workflow().blockTypesReached());
        types.retainAll(NOT_HERE);
        if (!types.isEmpty()) {
            throw new InvalidArgumentException("blocks of type " + String.join(", ", List.copyOf(types))
                    + ": documents belong to environments (expected none in a workflow that comes with a call, nor in those"
                    + " that it runs)");
        }
    }
}
