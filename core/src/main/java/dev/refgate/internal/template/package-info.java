/**
 * Jinja templates, and nowhere else. {@link JinjaTemplates} compiles a template of text and expressions for the fast path:
 * {@code TemplateScanner} cuts it, {@code Lexer} and {@code ExpressionParser} make a tree of {@code Expression}s, and {@code
 * FastTemplate} renders it. A template with tags, or with a filter that is borrowed from jinjava, goes to {@code
 * JinjavaCompiler}: jinjava parses it and walks its tree, but every expression in it is one of ours, so that a template means
 * the same whichever way it takes, and jinjava's own expression language is never entered.
 */
@NullMarked
package dev.refgate.internal.template;

import org.jspecify.annotations.NullMarked;
