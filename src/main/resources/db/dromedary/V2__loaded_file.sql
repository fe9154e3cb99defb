-- The files that are in their tables, each written in the transaction that has made its rows visible.
CREATE TABLE dromedary.loaded_file (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    content text NOT NULL,
    settings text NOT NULL,
    fingerprint text NOT NULL,
    target text NOT NULL,
    file text NOT NULL,
    bytes bigint NOT NULL,
    loaded bigint NOT NULL,
    rejected bigint NOT NULL,
    job text NOT NULL,
    forced boolean NOT NULL,
    replaced boolean NOT NULL DEFAULT false,
    loaded_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON COLUMN dromedary.loaded_file.content IS 'SHA-256 of the bytes';
COMMENT ON COLUMN dromedary.loaded_file.settings IS 'SHA-256 of the options that decide what becomes of the bytes';
COMMENT ON COLUMN dromedary.loaded_file.fingerprint IS 'what is known of the file before it is read; empty for a stream';
COMMENT ON COLUMN dromedary.loaded_file.replaced IS 'its rows are gone: another load has taken their place';

-- The same file is in its table once, unless somebody insists.
CREATE UNIQUE INDEX loaded_file_once ON dromedary.loaded_file (content, settings) WHERE NOT replaced AND NOT forced;
CREATE INDEX loaded_file_fingerprint ON dromedary.loaded_file (settings, fingerprint) WHERE NOT replaced;
CREATE INDEX loaded_file_target ON dromedary.loaded_file (target) WHERE NOT replaced;
