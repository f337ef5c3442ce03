/** Settings of environments ({@code _env}) out of files that change while the server runs: {@code LiveSettings}. */
@NullMarked
package dev.refgate.server.settings;

import org.jspecify.annotations.NullMarked;
