/** What the builds in {@code src/it} are made of, and how it is looked at what came of them; their scripts call it. */
@NullMarked
package dev.refgate.maven.it;

import org.jspecify.annotations.NullMarked;
