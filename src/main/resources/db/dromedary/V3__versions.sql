-- The tables with versions, and their commits. The rows of the table with id 7 are in dromedary.rows_7, each distinct
-- one once, and in which commits they are is in dromedary.spans_7; both are made by its first load.
CREATE TABLE dromedary.versioned_table (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    table_schema text NOT NULL,
    table_name text NOT NULL,
    keys text[] NOT NULL DEFAULT '{}',
    UNIQUE (table_schema, table_name)
);

COMMENT ON COLUMN dromedary.versioned_table.keys IS 'the columns that tell rows apart; empty: rows are removed and added';

CREATE TABLE dromedary.commits (
    table_id integer NOT NULL REFERENCES dromedary.versioned_table (id),
    commit_id integer NOT NULL,
    parent integer,
    message text NOT NULL,
    committed_at timestamptz NOT NULL DEFAULT now(),
    committed_by text NOT NULL DEFAULT session_user,
    file text,
    content text,
    restored integer,
    rows bigint NOT NULL,
    added bigint NOT NULL,
    removed bigint NOT NULL,
    changed bigint NOT NULL,
    unchanged bigint NOT NULL,
    stored bigint NOT NULL,
    PRIMARY KEY (table_id, commit_id)
);

COMMENT ON COLUMN dromedary.commits.commit_id IS 'counted from 1 for each table';
COMMENT ON COLUMN dromedary.commits.content IS 'SHA-256 of the bytes of the file';
COMMENT ON COLUMN dromedary.commits.restored IS 'the commit that was brought back';
COMMENT ON COLUMN dromedary.commits.stored IS 'how many of the rows were in no commit before';
