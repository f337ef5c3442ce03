/**
 * Jinja templates, and nowhere else: a compiled fast path, and jinjava for the rest.
 */
@NullMarked
package dev.refgate.internal.template;

import org.jspecify.annotations.NullMarked;
