/**
 * Refgate's goals for Maven. Each binds parameters, calls the core, and reports.
 */
@NullMarked
package dev.refgate.maven;

import org.jspecify.annotations.NullMarked;
