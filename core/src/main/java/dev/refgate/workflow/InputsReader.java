package dev.refgate.workflow;

import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes declarations of {@code inputs} that have the right shape. */
final class InputsReader {

    private InputsReader() {}

    static List<InputDeclaration> read(MappingNode inputs) {
        return inputs.entries().stream().map(InputsReader::declaration).toList();
    }

    static boolean isRequired(MappingNode declaration) {
        return declaration.find(InputShape.DEFAULT).isEmpty() && !isTrue(declaration, InputShape.OPTIONAL);
    }

    private static InputDeclaration declaration(MappingNode.Entry entry) {
        MappingNode declaration = (MappingNode) entry.value();
        Map<String, Object> schema = new LinkedHashMap<>(declaration.value());
        schema.remove(InputShape.OPTIONAL);
        schema.remove(InputShape.SENSITIVE);
        return new InputDeclaration(
                entry.key(),
                entry.keyLocation(),
                schema,
                isRequired(declaration),
                declaration.find(InputShape.DEFAULT).isPresent(),
                schema.get(InputShape.DEFAULT),
                isTrue(declaration, InputShape.SENSITIVE));
    }

    private static boolean isTrue(MappingNode declaration, String key) {
        return declaration
                .find(key)
                .map(Node::value)
                .filter(Boolean.TRUE::equals)
                .isPresent();
    }
}
