-- What runs keep for later ones, as JSON. Times are milliseconds since 1970; the order of ids is that of the first saving.
CREATE TABLE documents (
    environment TEXT   NOT NULL,
    collection  TEXT   NOT NULL,
    name        TEXT   NOT NULL,
    id          TEXT   NOT NULL,
    document    TEXT   NOT NULL,
    saved       BIGINT NOT NULL,
    PRIMARY KEY (environment, collection, name)
);

CREATE INDEX documents_in_order ON documents (environment, collection, id);
