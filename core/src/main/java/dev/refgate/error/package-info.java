/**
 * What can go wrong, as one unchecked root and few leaves. Each leaf has one HTTP status and one exit code.
 */
@NullMarked
package dev.refgate.error;

import org.jspecify.annotations.NullMarked;
