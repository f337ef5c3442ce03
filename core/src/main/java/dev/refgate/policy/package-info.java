/**
 * refgate.yml: which environments there are, and what a promotion into each must meet.
 */
@NullMarked
package dev.refgate.policy;

import org.jspecify.annotations.NullMarked;
