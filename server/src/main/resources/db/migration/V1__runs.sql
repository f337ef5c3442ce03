-- The servers that share this database. Times are milliseconds since 1970, by the database's clock.
CREATE TABLE instances (
    id        TEXT   NOT NULL PRIMARY KEY,
    started   BIGINT NOT NULL,
    heartbeat BIGINT NOT NULL
);

-- One row for each run. Its id grows with time, so the order of ids is the order of starts.
CREATE TABLE runs (
    id              TEXT    NOT NULL PRIMARY KEY,
    workflow        TEXT    NOT NULL,
    environment     TEXT,
    ref             TEXT,
    revision        TEXT    NOT NULL,
    content         TEXT    NOT NULL,
    verification    TEXT    NOT NULL,
    cause           TEXT    NOT NULL,
    actor           TEXT    NOT NULL,
    session         TEXT    NOT NULL,
    status          TEXT    NOT NULL,
    instance        TEXT    NOT NULL,
    started_micros  BIGINT  NOT NULL,
    duration_micros BIGINT,
    error_block     TEXT,
    error_message   TEXT,
    size            BIGINT  NOT NULL,
    truncated       INTEGER NOT NULL,
    sensitive       TEXT    NOT NULL,
    inputs          TEXT    NOT NULL,
    outputs         TEXT,
    blocks          TEXT
);

CREATE INDEX runs_by_workflow ON runs (workflow, id);
CREATE INDEX runs_by_environment ON runs (environment, id);
CREATE INDEX runs_by_revision ON runs (revision, id);
CREATE INDEX runs_by_session ON runs (session, id) WHERE session <> id;
CREATE INDEX runs_without_success ON runs (status, id) WHERE status <> 'success';
