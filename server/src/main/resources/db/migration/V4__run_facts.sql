-- What few runs have, as a JSON object: rerun_of, tokens, cost, and whether inputs or blocks were masked.
ALTER TABLE runs ADD COLUMN facts TEXT;
