package dev.refgate.server.schedule;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import dev.refgate.server.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes what rows remember as JSON, which people can read in the database. */
final class TimingJson implements Serializer {
    @Override
    public byte[] serialize(Object data) {
        return Json.write(((Timing) data).values()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public <T> T deserialize(Class<T> type, byte[] serialized) {
        Map<?, ?> values = Json.read(serialized) instanceof Map<?, ?> map ? map : Map.of();
        return type.cast(Timing.of(values));
    }
}
