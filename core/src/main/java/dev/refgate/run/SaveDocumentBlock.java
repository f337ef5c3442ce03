package dev.refgate.run;

import dev.refgate.document.Key;
import dev.refgate.document.Shapes;
import dev.refgate.workflow.BlockShape;
import dev.refgate.workflow.Template;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code save_document}: keeps a value for later runs. */
final class SaveDocumentBlock implements BlockType {
    private static final String KEY = "key";
    private static final String DOCUMENT = "document";

    /** A document, as JSON. */
    private static final int LARGEST = 256 << 10;

    private final Documents documents;

    SaveDocumentBlock(Documents documents) {
        this.documents = documents;
    }

    @Override
    public BlockShape shape() {
        return BlockShape.of(
                "save_document",
                "Keeps a document for later runs of any workflow in this environment, on the server's database.",
                "`{key}`.",
                DocumentFields.COLLECTION,
                Key.optional(
                        KEY,
                        Shapes.text(),
                        "The document's key, of at most 255 characters. What has this key already is replaced. Without it"
                                + " the document gets a new one."),
                Key.required(
                        DOCUMENT,
                        Shapes.any(),
                        "Any value, with templates anywhere in it, of at most 256 KiB as JSON. Values of `_env` are masked."));
    }

    @Override
    public boolean reachesOut() {
        return true;
    }

    @Override
    public BlockExecutor compile(BlockCompiler block) {
        Template collection = block.text(block.require("collection"));
        Optional<Template> key = DocumentFields.text(block, KEY);
        ValueTemplate document = block.value(block.require(DOCUMENT));
        return run -> {
            Documents.Place place = DocumentFields.place(collection, run);
            String name =
                    DocumentFields.key(key, run).orElseGet(() -> RunIds.next().replace("run_", "doc_"));
            Object value = DocumentFields.secrets(run).maskAll(document.render(run.scope()));
            if (JsonSize.exceeds(value, LARGEST)) {
                throw DocumentFields.refused("document: too large (at most " + LARGEST + " bytes as JSON)");
            }
            Map<String, @Nullable Object> begun = new LinkedHashMap<>();
            begun.put("collection", place.collection());
            begun.put(KEY, name);
            begun.put(DOCUMENT, value);
            run.beginsWith(begun);
            documents.save(place, name, value);
            return BlockOutcome.of(Map.of(KEY, name));
        };
    }
}
