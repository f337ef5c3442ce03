package dev.refgate.internal.template;

import dev.refgate.workflow.TemplateException;

/** Makes of what went wrong in a template the one exception that callers see. */
final class Failures {

    private Failures() {}

    static TemplateException located(String source, int line, Throwable failure) {
        if (failure instanceof StackOverflowError) {
            return new TemplateException(Lines.locate(source, line, "a value or a call is nested too deeply"));
        }
        String message = failure.getMessage() == null ? "the template failed" : failure.getMessage();
        String located = Lines.locate(source, line, message);
        return failure instanceof TemplateException known && located.equals(message)
                ? known
                : new TemplateException(located, failure);
    }
}
