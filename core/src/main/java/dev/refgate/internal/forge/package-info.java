/** Forges by their HTTP APIs: pull requests and commit statuses of GitHub. */
@NullMarked
package dev.refgate.internal.forge;

import org.jspecify.annotations.NullMarked;
