@NullMarked
package dev.refgate.maven;

import org.jspecify.annotations.NullMarked;
