package dev.refgate.internal.template;

import dev.refgate.workflow.Template;
import dev.refgate.workflow.TemplateException;
import dev.refgate.workflow.Templates;

/** Jinja templates. Most are compiled for the fast path; those with tags or rarer filters are left to jinjava. */
public final class JinjaTemplates implements Templates {
    private final FastCompiler fast;
    private final JinjavaCompiler jinjava;

    /**
     * @param limit characters that a rendered text, or a text made on the way, may have; beyond is an error
     */
    public JinjaTemplates(int limit) {
        this.fast = new FastCompiler(limit);
        this.jinjava = new JinjavaCompiler(limit);
    }

    @Override
    public Template compile(String source) {
        try {
            return fast.compile(source).map(Template.class::cast).orElseGet(() -> jinjava.compile(source));
        } catch (StackOverflowError e) {
            throw new TemplateException("an expression is too long");
        }
    }

    /** Compiles for jinjava alone, to compare. */
    Template compileForJinjava(String source) {
        return jinjava.compile(source);
    }
}
