-- Keys of callers. The key itself is not here: hash is the SHA-256 of all of it. Times are milliseconds since 1970.
CREATE TABLE api_keys (
    id        TEXT   NOT NULL PRIMARY KEY,
    name      TEXT   NOT NULL,
    hash      TEXT   NOT NULL,
    scopes    TEXT   NOT NULL,
    created   BIGINT NOT NULL,
    expires   BIGINT,
    last_used BIGINT,
    revoked   BIGINT
);

-- What was denied, and what was changed. Ids grow with time.
CREATE TABLE audit (
    id      TEXT NOT NULL PRIMARY KEY,
    actor   TEXT NOT NULL,
    address TEXT NOT NULL,
    action  TEXT NOT NULL,
    outcome TEXT NOT NULL
);
