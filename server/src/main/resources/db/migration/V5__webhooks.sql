-- Addresses that others call to start runs. The token itself is not here: hash is the SHA-256 of all of it. signing_setting names
-- the setting that the senders' secret is in. Times are milliseconds since 1970.
CREATE TABLE webhooks (
    id              TEXT   NOT NULL PRIMARY KEY,
    workflow        TEXT   NOT NULL,
    hash            TEXT   NOT NULL,
    signing         TEXT   NOT NULL,
    signing_setting TEXT,
    answer          TEXT   NOT NULL,
    created         BIGINT NOT NULL,
    revoked         BIGINT
);
