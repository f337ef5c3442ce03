package dev.refgate.internal.template;

import dev.refgate.workflow.Scope;

/** A piece of a template of the fast path. */
sealed interface Piece {

    void appendTo(Output output, Scope scope);

    /** About how many characters it makes. */
    int expectedLength();

    /** Text that stands for itself. */
    record Fixed(String text) implements Piece {

        @Override
        public void appendTo(Output output, Scope scope) {
            output.append(text);
        }

        @Override
        public int expectedLength() {
            return text.length();
        }
    }

    /**
     * An expression whose value is put in.
     *
     * @param line where it begins, counted from 1
     */
    record Computed(Expression expression, int line) implements Piece {

        @Override
        public void appendTo(Output output, Scope scope) {
            TextRendering.append(output, expression.evaluate(scope));
        }

        @Override
        public int expectedLength() {
            return 24;
        }
    }
}
