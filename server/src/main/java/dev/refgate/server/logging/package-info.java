/**
 * What the program says of itself while it works: {@code LogSetup} is asked by the logging library at the start, {@code
 * LogFormat} is what the command line may choose, {@code LogFields} are the facts that each line carries.
 */
@NullMarked
package dev.refgate.server.logging;

import org.jspecify.annotations.NullMarked;
