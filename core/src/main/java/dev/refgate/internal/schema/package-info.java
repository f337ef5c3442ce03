/**
 * JSON Schema validation (networknt), and nowhere else.
 */
@NullMarked
package dev.refgate.internal.schema;

import org.jspecify.annotations.NullMarked;
