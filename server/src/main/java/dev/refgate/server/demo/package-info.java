/** The demo: a workflow repository with a history, made from the packaged example, and what it answers. */
@NullMarked
package dev.refgate.server.demo;

import org.jspecify.annotations.NullMarked;
