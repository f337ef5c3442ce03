package dev.refgate.run;

import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What templates see of a block that has ended: its output and its error. */
final class BlockView extends AbstractMap<String, @Nullable Object> {
    static final String OUTPUT = "output";
    static final String ERROR = "error";

    private final @Nullable Object output;
    private final @Nullable String error;

    BlockView(@Nullable Object output, @Nullable String error) {
        this.output = output;
        this.error = error;
    }

    @Override
    public @Nullable Object get(Object key) {
        return OUTPUT.equals(key) ? output : ERROR.equals(key) ? error : null;
    }

    @Override
    public boolean containsKey(Object key) {
        return OUTPUT.equals(key) || ERROR.equals(key);
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(
                Arrays.asList(new SimpleImmutableEntry<>(OUTPUT, output), new SimpleImmutableEntry<>(ERROR, error))));
    }
}
