@NullMarked
package dev.refgate.action;

import org.jspecify.annotations.NullMarked;
