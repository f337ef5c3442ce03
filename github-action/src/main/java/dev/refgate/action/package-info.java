/**
 * The program that Refgate's GitHub Action runs: a face on the core, like the server and the Maven plugin. {@code action.yml}
 * starts {@link dev.refgate.action.Main} with its inputs in variables; a {@link dev.refgate.action.Command} asks the core and
 * makes a {@link dev.refgate.action.Report}; the {@link dev.refgate.action.Publisher} writes that into the log, the lines of
 * the pull request, the job's summary, the one comment, a file and the outputs. The exit code, which fails the job, comes last.
 */
@NullMarked
package dev.refgate.action;

import org.jspecify.annotations.NullMarked;
