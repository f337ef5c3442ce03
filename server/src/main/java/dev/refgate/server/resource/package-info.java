/** Files that are packed with the program. */
@NullMarked
package dev.refgate.server.resource;

import org.jspecify.annotations.NullMarked;
