/**
 * Gates that execute something: {@code smoke} runs live tests against a server, {@code command} a program of the user's. Both
 * answer with evidence, and neither throws.
 */
@NullMarked
package dev.refgate.gate;

import org.jspecify.annotations.NullMarked;
