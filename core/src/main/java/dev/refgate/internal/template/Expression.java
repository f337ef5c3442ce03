package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;
import dev.refgate.workflow.TemplateException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A compiled expression: an immutable tree whose every node can say its value. */
sealed interface Expression
        permits Literal,
                Name,
                Member,
                Index,
                Slice,
                ListLiteral,
                DictLiteral,
                Unary,
                Binary,
                Concatenation,
                Logic,
                Conditional,
                Filtered,
                Formatted,
                Defaulted,
                Tested,
                Defined,
                MethodCall,
                MomentCall,
                MomentField,
                FunctionCall,
                MacroCall,
                Item,
                AttributeOf,
                Mapped,
                Selected,
                LibraryFiltered,
                LibraryTested {

    /**
     * @throws TemplateException when a name or key is missing or an operand is of the wrong kind
     */
    @Nullable
    Object evaluate(Scope scope);

    /** As {@link #evaluate}, but answers {@link Scope#MISSING} where the expression itself names what is not there. */
    default @Nullable Object evaluateOrMissing(Scope scope) {
        return evaluate(scope);
    }

    /** The expressions that this one is made of. */
    List<Expression> parts();

    /** How to call it in a message: written out, as far as it is a path of names. */
    default String label() {
        return "(…)";
    }

    /** The error for an expression that is missing in a scope; names the first part of a path that is. */
    default TemplateException missing(Scope scope) {
        return new TemplateException(label() + " is not defined");
    }
}
