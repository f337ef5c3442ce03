package dev.refgate.server.demo;

import dev.refgate.Refgate;
import dev.refgate.repository.CommitId;
import dev.refgate.repository.RepositoryBuilder;
import dev.refgate.server.resource.PackagedFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A workflow repository in a temporary folder: the support triage example, as it grew. Production is at the revision of
 * the example; staging and development are ahead of it.
 */
public final class DemoRepository implements AutoCloseable {
    /** The workflow that it holds. */
    static final String WORKFLOW = "support-triage";

    private static final String EXAMPLE = "demo/support-triage";
    private static final String WORKFLOW_FILE = "workflows/" + WORKFLOW + "/workflow.yml";
    private static final List<Step> STEPS = List.of(
            new Step("1-everything-to-support", "Send every ticket to support"),
            new Step("2-urgency", "Judge the urgency by the ticket's words"),
            new Step("", "Route billing, security and engineering tickets to their queues"),
            new Step("4-promise", "Promise an answer within minutes"),
            new Step("5-first-reply", "Write the first reply"));

    private final Path folder;
    private final List<Made> revisions;

    private DemoRepository(Path folder, List<Made> revisions) {
        this.folder = folder;
        this.revisions = revisions;
    }

    /** Makes the folder, the commits and the branches. */
    public static DemoRepository create() throws IOException {
        Path folder = Files.createTempDirectory("refgate-demo-");
        try (RepositoryBuilder builder = Refgate.createRepository(folder)) {
            List<Made> revisions = new ArrayList<>();
            for (Step step : STEPS) {
                revisions.add(new Made(builder.commit(step.files(), Set.of(), step.message()), step.message()));
            }
            builder.pointBranch("env/production", revisions.get(2).commit());
            builder.pointBranch("env/staging", revisions.get(3).commit());
            return new DemoRepository(folder, List.copyOf(revisions));
        } catch (IOException | RuntimeException e) {
            delete(folder);
            throw e;
        }
    }

    /** Where it is; the work tree is at the newest revision. */
    public Path folder() {
        return folder;
    }

    /** Oldest first. */
    List<Made> revisions() {
        return revisions;
    }

    /** The example's own sample, as JSON text. */
    static String sampleInputs() {
        try {
            byte[] json = PackagedFolder.read(EXAMPLE).get("workflows/" + WORKFLOW + "/inputs/default.json");
            return new String(json, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes the folder; does nothing the second time. */
    @Override
    public void close() {
        delete(folder);
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary folder could not be removed: " + folder, e);
        }
    }

    /** A commit, and the first line of its message. */
    record Made(CommitId commit, String subject) {}

    /**
     * A commit to make.
     *
     * @param overlay the folder with this step's workflow.yml; empty for the example's own
     * @param message the commit's
     */
    private record Step(String overlay, String message) {
        Map<String, byte[]> files() throws IOException {
            Map<String, byte[]> files = PackagedFolder.read(EXAMPLE);
            if (!overlay.isEmpty()) {
                files.put(
                        WORKFLOW_FILE,
                        PackagedFolder.read("demo/revisions/" + overlay).get("workflow.yml"));
            }
            return files;
        }
    }
}
