package dev.refgate.internal.template;

import dev.refgate.workflow.Reference;
import dev.refgate.workflow.Scope;
import dev.refgate.workflow.Template;
import dev.refgate.workflow.TemplateException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A template of text and expressions alone, compiled to a row of pieces. */
final class FastTemplate implements Template {
    private final String source;
    private final Piece[] pieces;
    private final Piece.@Nullable Computed single;
    private final Set<Reference> references;
    private final int limit;
    private final int expectedLength;

    FastTemplate(
            String source, List<Piece> pieces, Piece.@Nullable Computed single, Set<Reference> references, int limit) {
        this.source = source;
        this.pieces = pieces.toArray(new Piece[0]);
        this.single = single;
        this.references = references;
        this.limit = limit;
        this.expectedLength = pieces.stream().mapToInt(Piece::expectedLength).sum();
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public Set<Reference> references() {
        return references;
    }

    @Override
    public @Nullable Object value(Scope scope) {
        if (single == null) {
            return text(scope);
        }
        Limits.deadline(scope.deadlineNanos());
        try {
            return single.expression().evaluate(scope);
        } catch (TemplateException | StackOverflowError e) {
            throw Failures.located(source, single.line(), e);
        }
    }

    @Override
    public String text(Scope scope) {
        Limits.deadline(scope.deadlineNanos());
        Output output = new Output(limit, expectedLength);
        for (Piece piece : pieces) {
            try {
                piece.appendTo(output, scope);
            } catch (TemplateException | StackOverflowError e) {
                throw Failures.located(source, piece instanceof Piece.Computed computed ? computed.line() : 0, e);
            }
        }
        return output.toString();
    }
}
