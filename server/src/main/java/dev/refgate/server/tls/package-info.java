/** TLS by certificate files, which may change while the server runs. */
@NullMarked
package dev.refgate.server.tls;

import org.jspecify.annotations.NullMarked;
