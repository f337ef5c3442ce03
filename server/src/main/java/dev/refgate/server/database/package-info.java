/**
 * Where the server keeps what has to outlive it: SQLite in a folder, or PostgreSQL. One schema for both; its migrations are in
 * {@code db/migration}.
 */
@NullMarked
package dev.refgate.server.database;

import org.jspecify.annotations.NullMarked;
