/**
 * What the HTTP API understands and answers, as an OpenAPI 3.1 document: an {@code Operation} is given beside each route, {@code Api} has
 * them all, {@code OpenApiDocument} puts them together, {@code DocsPage} shows it to people.
 */
@NullMarked
package dev.refgate.server.openapi;

import org.jspecify.annotations.NullMarked;
