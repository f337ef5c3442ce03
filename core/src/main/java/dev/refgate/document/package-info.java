/**
 * YAML documents as trees of nodes that know where they stand, the shapes that they are checked against, and the
 * problems that are found in them.
 */
@NullMarked
package dev.refgate.document;

import org.jspecify.annotations.NullMarked;
