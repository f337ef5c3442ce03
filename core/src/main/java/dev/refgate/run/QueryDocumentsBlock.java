package dev.refgate.run;

import dev.refgate.document.Key;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.Shapes;
import dev.refgate.workflow.BlockShape;
import dev.refgate.workflow.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code query_documents}: reads what earlier runs kept. */
final class QueryDocumentsBlock implements BlockType {
    private static final String KEY = "key";
    private static final String WHERE = "where";
    private static final String ORDER = "order";
    private static final String LIMIT = "limit";
    private static final String FIELD = "[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*";
    private static final int USUAL = 100;
    private static final int MOST = 1_000;

    private final Documents documents;

    QueryDocumentsBlock(Documents documents) {
        this.documents = documents;
    }

    @Override
    public BlockShape shape() {
        return BlockShape.of(
                "query_documents",
                "Reads documents that runs in this environment kept.",
                "The documents, as a list.",
                DocumentFields.COLLECTION,
                Key.optional(KEY, Shapes.text(), "The key of the one document that is wanted."),
                Key.optional(
                        WHERE,
                        Shapes.map("a field such as status or customer.tier", FIELD, Shapes.any()),
                        "Fields of the document, with dots between the steps of a path, and what they have to be: a text,"
                                + " a number, true, false or null."),
                Key.optional(
                        ORDER,
                        Shapes.text("a field, such as priority, or -priority for the other way round", "-?" + FIELD),
                        "The field that they are ordered by, with a hyphen before it for the largest first; those without"
                                + " it come last. Without it they come in the order in which they were first saved."),
                Key.optional(LIMIT, Shapes.integer(1, MOST), "How many at most, up to 1000; 100 without it."));
    }

    @Override
    public boolean reachesOut() {
        return true;
    }

    @Override
    public BlockExecutor compile(BlockCompiler block) {
        Template collection = block.text(block.require("collection"));
        Optional<Template> key = DocumentFields.text(block, KEY);
        Map<String, ValueTemplate> where = where(block);
        Optional<String> order = block.find(ORDER).map(Node::value).map(String::valueOf);
        boolean descending = order.filter(field -> field.startsWith("-")).isPresent();
        Optional<String> field = order.map(text -> descending ? text.substring(1) : text);
        int limit =
                block.find(LIMIT).map(Node::value).orElse(USUAL) instanceof Number number ? number.intValue() : USUAL;
        return run -> {
            Map<String, @Nullable Object> wanted = new LinkedHashMap<>();
            where.forEach((name, value) -> wanted.put(name, scalar(name, value.render(run.scope()))));
            Documents.Place place = DocumentFields.place(collection, run);
            Optional<String> one = DocumentFields.key(key, run);
            run.beginsWith(begun(place, one, wanted));
            List<Object> found = documents.find(
                    place, new Documents.Query(one, wanted, field, descending, limit, run.outputBytes()));
            return BlockOutcome.of(found);
        };
    }

    private static Map<String, Object> begun(
            Documents.Place place, Optional<String> key, Map<String, @Nullable Object> wanted) {
        Map<String, Object> begun = new LinkedHashMap<>();
        begun.put("collection", place.collection());
        key.ifPresent(name -> begun.put(KEY, name));
        if (!wanted.isEmpty()) {
            begun.put(WHERE, wanted);
        }
        return begun;
    }

    private static Map<String, ValueTemplate> where(BlockCompiler block) {
        Map<String, ValueTemplate> where = new LinkedHashMap<>();
        if (block.find(WHERE).orElse(null) instanceof MappingNode fields) {
            fields.entries().forEach(entry -> where.put(entry.key(), block.value(entry.value())));
        }
        return where;
    }

    private static @Nullable Object scalar(String field, @Nullable Object value) {
        if (value instanceof Map || value instanceof List) {
            throw DocumentFields.refused(
                    "where." + field + ": expected a text, a number, true, false or null, to be equal to");
        }
        return value;
    }
}
