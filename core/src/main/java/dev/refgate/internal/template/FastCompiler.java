package dev.refgate.internal.template;

import dev.refgate.document.Nearest;
import dev.refgate.workflow.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compiles templates for the fast path. */
final class FastCompiler {
    private final int limit;

    FastCompiler(int limit) {
        this.limit = limit;
    }

    /** The compiled template; empty when it has something in it that only jinjava can do. */
    Optional<FastTemplate> compile(String source) {
        return TemplateScanner.scan(source).flatMap(parts -> compile(source, parts));
    }

    private Optional<FastTemplate> compile(String source, List<TemplateScanner.Part> parts) {
        List<Piece> pieces = new ArrayList<>();
        References references = new References();
        for (TemplateScanner.Part part : parts) {
            Piece piece = piece(source, part);
            if (piece instanceof Piece.Computed computed) {
                if (needsLibrary(computed.expression())) {
                    return Optional.empty();
                }
                references.read(computed.expression());
            }
            pieces.add(piece);
        }
        return Optional.of(new FastTemplate(source, pieces, single(source, pieces), references.found(), limit));
    }

    private Piece piece(String source, TemplateScanner.Part part) {
        if (part instanceof TemplateScanner.Placeholder placeholder) {
            try {
                Expression expression = ExpressionParser.parse(placeholder.words(), limit);
                refuseCalls(expression);
                return new Piece.Computed(expression, placeholder.line());
            } catch (TemplateException e) {
                throw Failures.located(source, placeholder.line(), e);
            }
        }
        return new Piece.Fixed(((TemplateScanner.Text) part).text());
    }

    private static void refuseCalls(Expression expression) {
        if (expression instanceof MacroCall call) {
            throw unknownFunction(call.name(), FunctionCall.FUNCTIONS);
        }
        expression.parts().forEach(FastCompiler::refuseCalls);
    }

    static TemplateException unknownFunction(String name, List<String> known) {
        return new TemplateException("unknown function \"" + name + "\"" + Nearest.hint(name, known));
    }

    private static boolean needsLibrary(Expression expression) {
        return expression instanceof LibraryFiltered
                || expression instanceof LibraryTested
                || expression.parts().stream().anyMatch(FastCompiler::needsLibrary);
    }

    /** The one expression of a template that has nothing else, white space around it aside. */
    static Piece.@Nullable Computed single(String source, List<Piece> pieces) {
        Piece.Computed single = null;
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Fixed fixed && fixed.text().isBlank()) {
                continue;
            }
            if (single != null || !(piece instanceof Piece.Computed computed)) {
                return null;
            }
            single = computed;
        }
        String trimmed = source.strip();
        return trimmed.startsWith("{{") && trimmed.endsWith("}}") ? single : null;
    }
}
