package dev.refgate.run;

import dev.refgate.workflow.Scope;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the templates of one run can see. Blocks' views are written under the run's lock, and read by threads that have
 * taken it since.
 */
final class RunValues {
    private final CompiledWorkflow workflow;
    private final Map<String, Object> inputs;
    private final Map<String, String> env;
    private final Instant started;
    private final ZoneId zone;
    private final @Nullable BlockView[] views;
    private volatile @Nullable Map<String, Object> globals;
    private volatile @Nullable Secrets secrets;

    RunValues(
            CompiledWorkflow workflow,
            Map<String, Object> inputs,
            Map<String, String> env,
            Instant started,
            ZoneId zone) {
        this.workflow = workflow;
        this.inputs = inputs;
        this.env = env;
        this.started = started;
        this.zone = zone;
        this.views = new @Nullable BlockView[workflow.blocks().size()];
    }

    void ended(int block, @Nullable Object output, @Nullable String error) {
        views[block] = new BlockView(output, error);
    }

    /** As {@link Scope#find} says. */
    @Nullable
    Object find(String name) {
        return switch (name) {
            case VisibleNames.INPUTS -> inputs;
            case VisibleNames.ENV -> env;
            case VisibleNames.GLOBALS -> globals();
            default -> view(name);
        };
    }

    /** The same, for templates that belong to no block. */
    Scope scope(long deadlineNanos) {
        return new Scope() {
            @Override
            public @Nullable Object find(String name) {
                return RunValues.this.find(name);
            }

            @Override
            public long deadlineNanos() {
                return deadlineNanos;
            }
        };
    }

    /** A text for people, with the values of {@code _env} masked. */
    String mask(String text) {
        Secrets known = secrets;
        if (known == null) {
            known = Secrets.of(env.values());
            secrets = known;
        }
        return known.mask(text);
    }

    private @Nullable Object view(String name) {
        Integer index = workflow.indexOf(name);
        BlockView view = index == null ? null : views[index];
        return view == null ? Scope.MISSING : view;
    }

    private Map<String, Object> globals() {
        Map<String, Object> known = globals;
        if (known == null) {
            known = RunGlobals.at(started, zone);
            globals = known;
        }
        return known;
    }
}
