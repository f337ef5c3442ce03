/**
 * The program that Refgate's GitHub Action will run: a face on the core, like the server and the Maven plugin. There is
 * nothing here yet.
 */
@NullMarked
package dev.refgate.action;

import org.jspecify.annotations.NullMarked;
