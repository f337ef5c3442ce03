/**
 * Calls to other servers, with Apache HttpClient, and nowhere else. Each call has a client and a connection of its own, so
 * that nothing of one run reaches another. Way of a call: {@link dev.refgate.internal.http.GuardedHttpCalls} follows
 * redirects; {@link dev.refgate.internal.http.Target} reads each URL; {@link dev.refgate.internal.http.Exchange} makes one
 * request; {@link dev.refgate.internal.http.AddressGuard} is asked about every address that the name has, and once more by
 * the {@link dev.refgate.internal.http.GuardedSocket} about the one that is connected to.
 */
@NullMarked
package dev.refgate.internal.http;

import org.jspecify.annotations.NullMarked;
