/**
 * YAML and JSON text (SnakeYAML, Jackson), and nowhere else.
 */
@NullMarked
package dev.refgate.internal.yaml;

import org.jspecify.annotations.NullMarked;
