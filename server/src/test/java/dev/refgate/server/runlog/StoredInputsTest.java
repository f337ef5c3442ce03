package dev.refgate.server.runlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.json.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoredInputsTest {
    @Test
    void onlyAsManyAreCutAsNeeded() {
        StoredInputs stored = StoredInputs.of(
                Map.of("short", "s", "long", "l".repeat(100_000), "longest", "x".repeat(200_000)), Set.of());

        assertThat(stored.cut()).containsExactly("longest");
        assertThat(Json.parse(stored.json()))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("short", "s")
                .containsEntry("long", "l".repeat(100_000))
                .hasSize(3);
    }

    @Test
    void sensitiveOnesAreCutLast() {
        Map<String, String> inputs = Map.of("mail", "m".repeat(200_000), "text", "t".repeat(100_000));

        assertThat(StoredInputs.of(inputs, Set.of("mail")).cut()).containsExactly("text");
        assertThat(StoredInputs.of(Map.of("mail", "m".repeat(300_000), "text", "t"), Set.of("mail"))
                        .cut())
                .containsExactly("mail");
    }

    @Test
    void whatFitsIsStoredWhole() {
        StoredInputs stored = StoredInputs.of(Map.of("name", "Ada"), Set.of("name"));

        assertThat(stored).isEqualTo(new StoredInputs("{\"name\":\"Ada\"}", Set.of()));
    }

    @Test
    void ofVeryManyThereIsOneDigest() {
        Map<String, String> inputs = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            inputs.put("input_" + i, "a few words of text");
        }

        StoredInputs stored = StoredInputs.of(inputs, Set.of("input_1"));

        assertThat(stored.cut()).isEqualTo(inputs.keySet());
        assertThat(stored.json()).contains("sha256").hasSizeLessThan(200);
    }
}
