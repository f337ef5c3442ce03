package dev.refgate.server.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.Refgate;
import dev.refgate.Target;
import dev.refgate.repository.WorkflowId;
import dev.refgate.run.RunListener;
import dev.refgate.run.RunStatus;
import dev.refgate.server.database.Database;
import dev.refgate.server.runlog.Cause;
import dev.refgate.server.runlog.DatabaseRunLog;
import dev.refgate.server.runlog.Retention;
import dev.refgate.server.runlog.RunQuery;
import dev.refgate.server.runlog.RunRecord.Origin;
import dev.refgate.server.runlog.RunRow;
import dev.refgate.server.testing.Samples;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedRunTest {
    @TempDir
    private Path folder;

    @TempDir
    private Path data;

    private Refgate refgate;
    private Database database;
    private DatabaseRunLog log;

    @BeforeEach
    void open() {
        Path repository = Samples.hello(folder).folder();
        refgate = Refgate.open(repository, Refgate.Options.defaults());
        database = Database.embedded(data);
        log = new DatabaseRunLog(database, Retention.DEFAULT, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        log.close();
        database.close();
        refgate.close();
    }

    @Test
    void aRunThatAFaultOfOursBreaksOffIsInterruptedWhenItsBeginningIsOnRecord() {
        RecordedRun run = run(Commitment.DURABLE);
        run.begin(RunStatus.RUNNING);

        breakOff(run);

        RunRow row = log.find("run_1").orElseThrow();
        assertThat(row.status()).isEqualTo("interrupted");
        assertThat(row.errorMessage()).contains("broke off");
        assertThat(row.durationMicros()).isNotNegative();
    }

    @Test
    void oneThatWasNotOnRecordNeverWas() {
        RecordedRun run = run(Commitment.NONE);
        run.begin(RunStatus.RUNNING);

        breakOff(run);

        assertThat(log.list(RunQuery.all(10)).runs()).isEmpty();
    }

    /** What no caller can do: nothing says whether it is cancelled. */
    private static void breakOff(RecordedRun run) {
        assertThatThrownBy(() -> run.run(RunListener.NONE, null)).isInstanceOf(NullPointerException.class);
    }

    private RecordedRun run(Commitment commitment) {
        Origin origin = new Origin(Cause.API, "somebody", Optional.empty());
        Call call =
                new Call(refgate.admit(new WorkflowId("hello"), Target.environment("production")), Map.of(), origin);
        return new RecordedRun(log, "run_1", call, commitment);
    }
}
