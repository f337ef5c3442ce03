package dev.refgate.internal.template;

import org.jspecify.annotations.Nullable;

/**
 * A parameter of a macro.
 *
 * @param otherwise its value when none is given; null for none, which leaves the name undefined
 */
record Parameter(String name, @Nullable Expression otherwise) {}
