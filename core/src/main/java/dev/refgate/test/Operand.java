package dev.refgate.test;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One side of an assertion. */
sealed interface Operand {

    /** What it stands for in a run; empty when there is nothing there. */
    Optional<Value> find(Observation observed);

    /** A value, which may be null. */
    record Value(@Nullable Object plain) {}

    /** A value that is written out. */
    record Literal(@Nullable Object value) implements Operand {
        @Override
        public Optional<Value> find(Observation observed) {
            return Optional.of(new Value(value));
        }
    }

    /**
     * A place in what came of a run.
     *
     * @param root {@code outputs}, {@code status}, {@code error}, {@code path}, or a block's id
     * @param steps keys and indexes; of a block, the first is {@code output}, {@code status}, {@code error} or {@code
     *     attempts}
     */
    record Reference(String root, List<Object> steps) implements Operand {
        static final String OUTPUTS = "outputs";
        static final String STATUS = "status";
        static final String ERROR = "error";
        static final String PATH = "path";
        static final String ATTEMPTS = "attempts";
        static final String OUTPUT = "output";
        static final List<String> OF_RUN = List.of(OUTPUTS, STATUS, ERROR, PATH);
        static final List<String> OF_BLOCK = List.of(OUTPUT, STATUS, ERROR, ATTEMPTS);

        public Reference {
            steps = List.copyOf(steps);
        }

        /** Whether it is about the run; blocks may have the same names, and are followed by something. */
        boolean isOfRun() {
            return root.equals(OUTPUTS)
                    || (OF_RUN.contains(root) && (steps.isEmpty() || steps.get(0) instanceof Integer));
        }

        @Override
        public Optional<Value> find(Observation observed) {
            if (isOfRun()) {
                return ofRun(observed).flatMap(value -> descend(value, steps));
            }
            return observed.block(root).flatMap(this::ofBlock);
        }

        private Optional<Value> ofRun(Observation observed) {
            return switch (root) {
                case OUTPUTS -> Optional.of(new Value(observed.outputs()));
                case STATUS -> Optional.of(new Value(observed.status()));
                case PATH -> Optional.of(new Value(observed.path()));
                default -> observed.error().map(Value::new);
            };
        }

        private Optional<Value> ofBlock(Observation.Block block) {
            Optional<Value> found = switch (String.valueOf(steps.get(0))) {
                case STATUS -> Optional.of(new Value(block.status()));
                case ATTEMPTS -> Optional.of(new Value((long) block.attempts()));
                case ERROR -> block.error().map(Value::new);
                default -> block.ran() ? Optional.of(new Value(block.output())) : Optional.empty();
            };
            return found.flatMap(value -> descend(value, steps.subList(1, steps.size())));
        }

        private static Optional<Value> descend(Value start, List<Object> steps) {
            Value value = start;
            for (Object step : steps) {
                if (value.plain() instanceof Map<?, ?> map && map.containsKey(step)) {
                    value = new Value(map.get(step));
                } else if (value.plain() instanceof List<?> list
                        && step instanceof Integer index
                        && index < list.size()) {
                    value = new Value(list.get(index));
                } else {
                    return Optional.empty();
                }
            }
            return Optional.of(value);
        }
    }
}
