package dev.refgate.server.runlog;

import dev.refgate.server.database.Database;
import dev.refgate.server.database.DatabaseException;
import dev.refgate.server.database.DatabaseTrouble;
import dev.refgate.server.journal.Journal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows go into a journal, which is quick, and from there into the database many at a time. What a crash left in the journal is
 * brought into the database before anything else.
 */
final class JournaledWrites implements Writes {
    private static final Logger LOG = LoggerFactory.getLogger(JournaledWrites.class);
    private static final String FOLDER = "run-journal";

    /** Of each of the journal's two files: about a second of what a server of two processors can run. */
    private static final int CAPACITY = 8 << 20;

    /** For what has no room in the journal. */
    private final RunWriter direct;

    private final Journal journal;
    private final RunTransfer transfer;

    /**
     * @param folder of the database
     */
    JournaledWrites(Database database, Path folder) {
        this.direct = new RunWriter(database);
        RunWriter writer = new RunWriter(database);
        Path files = folder.resolve(FOLDER);
        try {
            this.journal = Journal.open(files, CAPACITY);
            try {
                bringIn(writer);
            } catch (IOException | RuntimeException e) {
                journal.close();
                throw e;
            }
        } catch (IOException e) {
            throw new DatabaseException("--data: " + files + " cannot be opened: " + DatabaseTrouble.of(e), e);
        }
        this.transfer = new RunTransfer(writer, journal::release, CAPACITY / 2);
    }

    private void bringIn(RunWriter writer) throws IOException {
        RunBatch batch = new RunBatch();
        journal.readAll(writer.brought(), (number, entry) -> {
            List<RunRow> rows = RunEntry.read(entry);
            batch.add(number, rows, entry.length);
            if (batch.bytes() > CAPACITY / 2) {
                writer.write(batch.rows(), batch.last(), true);
                batch.clear();
            }
        });
        if (!batch.isEmpty()) {
            LOG.info("the last runs before the server ended are brought from the journal into the database");
            writer.write(batch.rows(), batch.last(), true);
        }
    }

    @Override
    public void write(List<RunRow> rows) {
        requireNoTrouble();
        byte[] entry = RunEntry.write(rows);
        OptionalLong number = append(entry);
        if (number.isEmpty()) {
            transfer.settle(true);
            number = append(entry);
        }
        if (number.isPresent()) {
            transfer.add(number.getAsLong(), rows, entry.length);
        } else {
            direct.write(rows);
        }
    }

    private OptionalLong append(byte[] entry) {
        try {
            return journal.append(entry);
        } catch (IOException e) {
            throw new DatabaseException(DatabaseTrouble.of(e), e);
        }
    }

    @Override
    public void settle() {
        transfer.settle(false);
    }

    @Override
    public List<RunRow> unsettled() {
        return transfer.unsettled();
    }

    @Override
    public Optional<String> trouble() {
        return transfer.trouble();
    }

    @Override
    public void close() {
        transfer.close();
        try {
            journal.close();
        } catch (IOException e) {
            LOG.warn("the journal of runs cannot be closed: {}", DatabaseTrouble.of(e));
        }
    }
}
