/**
 * Environments: named pointers, each one fully qualified branch or tag.
 */
@NullMarked
package dev.refgate.environment;

import org.jspecify.annotations.NullMarked;
