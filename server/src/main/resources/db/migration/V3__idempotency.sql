-- Keys that callers sent with a call, so that it is run once. The key itself is not here: id is a digest of who called, the
-- workflow and the key; digest is one of what was to be run. outputs and blocks are there when the row of the run has them only
-- in part. Times are milliseconds since 1970, by the database's clock.
CREATE TABLE idempotency_keys (
    id      TEXT   NOT NULL PRIMARY KEY,
    digest  TEXT   NOT NULL,
    run     TEXT   NOT NULL,
    created BIGINT NOT NULL,
    outputs TEXT,
    blocks  TEXT
);

CREATE INDEX idempotency_keys_by_run ON idempotency_keys (run);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created);
