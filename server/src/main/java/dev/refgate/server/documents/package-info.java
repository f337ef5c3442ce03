/** What runs keep for later ones, in the server's database. */
@NullMarked
package dev.refgate.server.documents;

import org.jspecify.annotations.NullMarked;
