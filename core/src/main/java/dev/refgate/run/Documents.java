package dev.refgate.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What runs keep for later ones: JSON values under keys, in collections, for each environment. Safe for use by many threads. */
public interface Documents {

    /** For programs that keep nothing. */
    Documents NONE = new Documents() {
        @Override
        public void save(Place place, String key, @Nullable Object document) {
            throw nowhere();
        }

        @Override
        public List<Object> find(Place place, Query query) {
            throw nowhere();
        }

        private BlockException nowhere() {
            return new BlockException(
                    "documents: there is no place for them here (expected a server that was started with --data or"
                            + " --database; tests mock the block)",
                    false);
        }
    };

    /**
     * Puts a document in the place of the one with this key, if there is one; on the disk when this returns.
     *
     * @throws BlockException when it cannot be kept
     */
    void save(Place place, String key, @Nullable Object document);

    /**
     * The documents that fit, as they were saved.
     *
     * @throws BlockException when they cannot be read
     */
    List<Object> find(Place place, Query query);

    /**
     * Where documents are.
     *
     * @param environment runs of other environments do not see them
     */
    record Place(String environment, String collection) {}

    /**
     * Which documents.
     *
     * @param key the one with this key
     * @param where fields, with dots between the steps of a path, and the text, number, truth value or null that they have
     * @param order the field that they are ordered by, those without it last; without one, in the order in which they were first saved
     * @param descending the other way round
     * @param limit at most so many
     * @param bytes how much all of them may be, as JSON
     */
    record Query(
            Optional<String> key,
            Map<String, @Nullable Object> where,
            Optional<String> order,
            boolean descending,
            int limit,
            int bytes) {}
}
