/**
 * What happens in a run, as server-sent events. {@code EventEncoder} turns the engine's events into frames, {@code RunFeed}
 * keeps a window of a run's frames that any number of readers read at their own pace, and {@code RunFeeds} finds the feed of
 * a run.
 */
@NullMarked
package dev.refgate.server.stream;

import org.jspecify.annotations.NullMarked;
