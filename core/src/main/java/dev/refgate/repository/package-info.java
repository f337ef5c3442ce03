/**
 * Workflow repositories: commits, content, revisions. Ports only; Git itself is in {@code internal.git}.
 */
@NullMarked
package dev.refgate.repository;

import org.jspecify.annotations.NullMarked;
