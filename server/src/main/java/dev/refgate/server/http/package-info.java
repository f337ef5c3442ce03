/**
 * The HTTP API. {@link dev.refgate.server.http.HttpServer} starts and stops it; its routes are listed in
 * {@code Routes}; {@code Guard} looks at a request before any route does, and {@code ErrorAnswers} is the one table from
 * exceptions to statuses.
 */
@NullMarked
package dev.refgate.server.http;

import org.jspecify.annotations.NullMarked;
