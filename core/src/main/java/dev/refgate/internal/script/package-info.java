/**
 * JavaScript, and nowhere else. {@link GraalScripts} checks a script by the parser alone, without an engine, and runs it by
 * GraalJS. The engine is started with the first call. A call becomes a {@code ScriptJob} and waits in a {@code ScriptQueue} for
 * one of a few threads; there a {@code Sandbox}, a context in which everything that scripts share is frozen, evaluates the
 * module anew and calls its default export. {@code Watchdog} looks at what running jobs have used, and ends those that went
 * too far.
 */
@NullMarked
package dev.refgate.internal.script;

import org.jspecify.annotations.NullMarked;
