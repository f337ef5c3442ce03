-- Since when each environment has what it has of each workflow, as the server saw it. Milliseconds since 1970.
CREATE TABLE sightings (
    environment TEXT   NOT NULL,
    workflow    TEXT   NOT NULL,
    content     TEXT   NOT NULL,
    since       BIGINT NOT NULL,
    PRIMARY KEY (environment, workflow)
);
