package dev.refgate.server.sight;

import dev.refgate.repository.ContentId;
import java.time.Instant;

/** What an environment has of a workflow, and since when. */
record Sight(ContentId content, Instant since) {}
