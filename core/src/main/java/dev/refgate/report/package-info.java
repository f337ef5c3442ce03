/**
 * How things are shown to people and programs. Everything that comes from a repository is foreign text: it is escaped for
 * the place where it is put, and control characters in it are made visible.
 */
@NullMarked
package dev.refgate.report;

import org.jspecify.annotations.NullMarked;
