/** The {@code refgate} command line: one class for each command, and {@code ExitCode} for what they end with. */
@NullMarked
package dev.refgate.server.cli;

import org.jspecify.annotations.NullMarked;
