/**
 * What it takes to reach a remote repository: where it is, what opens it, and how long it may take. Secrets are in here
 * and nowhere in messages.
 */
@NullMarked
package dev.refgate.remote;

import org.jspecify.annotations.NullMarked;
