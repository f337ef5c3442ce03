package dev.refgate.environment;

import dev.refgate.error.NotFoundException;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The environments of a repository, in the order in which refgate.yml declares them. */
public final class Environments implements Iterable<Environment> {
    private final Map<String, Environment> byName = new LinkedHashMap<>();

    /**
     * @param environments with names that differ
     */
    public Environments(Collection<Environment> environments) {
        environments.forEach(environment -> byName.put(environment.name(), environment));
    }

    /**
     * @throws NotFoundException when there is none of that name; lists those that there are
     */
    public Environment named(String name) {
        Environment environment = byName.get(name);
        if (environment == null) {
            throw new NotFoundException(
                    "environment: " + name + " (expected one of: " + String.join(", ", names()) + ")");
        }
        return environment;
    }

    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    @Override
    public Iterator<Environment> iterator() {
        return List.copyOf(byName.values()).iterator();
    }
}
