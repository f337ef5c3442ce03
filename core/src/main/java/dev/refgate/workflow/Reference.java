package dev.refgate.workflow;

import java.util.List;

/**
 * A name that a template reads, as far as it is written out: {@code classify.output.urgency} is {@code [classify,
 * output, urgency]}, {@code inputs[key].x} is {@code [inputs]}.
 *
 * @param path at least the root name
 * @param guarded whether its absence is provided for ({@code | default(…)}, {@code is defined})
 */
public record Reference(List<String> path, boolean guarded) {

    public Reference {
        path = List.copyOf(path);
    }

    public String root() {
        return path.get(0);
    }

    @Override
    public String toString() {
        return String.join(".", path);
    }
}
