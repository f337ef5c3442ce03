/** JSON text in and out, as plain values: null, Boolean, Long, BigInteger, Double, String, List, Map. */
@NullMarked
package dev.refgate.server.json;

import org.jspecify.annotations.NullMarked;
