package dev.refgate.server.runlog;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A group of rows as an entry of the journal: a JSON list of objects with the row's components by their names. */
final class RunEntry {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static {
        MAPPER.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Integer.MAX_VALUE)
                        .build());
    }

    private static final ObjectWriter WRITER = MAPPER.writerFor(RunRow[].class);
    private static final ObjectReader READER = MAPPER.readerFor(RunRow[].class);

    private RunEntry() {}

    /** Loads what writes entries, which takes a tenth of a second: the first caller after the start would wait for it. */
    static void warmUp() {
        write(List.of(new RunRow(
                "", "", null, null, "", "", "", "", "", "", "", "", 0, 0L, null, null, false, "", null, null, null,
                null)));
    }

    /** In texts, half a character is replaced by a question mark, as the database's driver does. */
    static byte[] write(List<RunRow> rows) {
        try {
            return WRITER.writeValueAsString(rows.toArray(RunRow[]::new)).getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
    }

    /**
     * @throws IOException when it is no such entry
     */
    static List<RunRow> read(byte[] entry) throws IOException {
        return List.of(READER.<RunRow[]>readValue(entry));
    }
}
