-- When schedules come next, one row for each schedule of an environment; the columns are db-scheduler's. Of the servers that share
-- the database, the one that changes version first has the row. task_data is JSON: what the next time was found with, and what
-- became of the last one. SQLite keeps these times as milliseconds since 1970.
CREATE TABLE schedules (
    task_name            TEXT                     NOT NULL,
    task_instance        TEXT                     NOT NULL,
    task_data            BYTEA,
    execution_time       TIMESTAMP WITH TIME ZONE NOT NULL,
    picked               BOOLEAN                  NOT NULL,
    picked_by            TEXT,
    last_success         TIMESTAMP WITH TIME ZONE,
    last_failure         TIMESTAMP WITH TIME ZONE,
    consecutive_failures INT,
    last_heartbeat       TIMESTAMP WITH TIME ZONE,
    version              BIGINT                   NOT NULL,
    PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX schedules_by_time ON schedules (execution_time);
CREATE INDEX schedules_by_heartbeat ON schedules (last_heartbeat);
