package dev.refgate.workflow;

/** Compiles templates. */
public interface Templates {

    /**
     * @throws TemplateException when {@code source} is no valid template; says what and, where known, at which of its
     *     lines
     */
    Template compile(String source);

    /** Whether a text has any template syntax in it; without, it stands for itself. */
    default boolean isTemplate(String text) {
        return text.contains("{{") || text.contains("{%") || text.contains("{#");
    }
}
