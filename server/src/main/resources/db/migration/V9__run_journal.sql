-- Up to which number the entries of the journal of runs are in this database. One row, where there is such a journal.
CREATE TABLE run_journal (
    name    TEXT   NOT NULL PRIMARY KEY,
    brought BIGINT NOT NULL
);
