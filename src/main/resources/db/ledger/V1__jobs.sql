-- One file for H2 and PostgreSQL: only what both understand alike.

-- Everything that was asked for. Times are of the machine that runs the job, seen_at is of the ledger's.
CREATE TABLE dromedary_ledger.job (
    id uuid PRIMARY KEY,
    kind varchar(10) NOT NULL,
    name text NOT NULL,
    state varchar(12) NOT NULL,
    -- JSON, without passwords.
    specification text NOT NULL,
    created_at timestamp(6) with time zone NOT NULL,
    started_at timestamp(6) with time zone,
    ended_at timestamp(6) with time zone,
    message text,
    program varchar(100) NOT NULL,
    -- The process that runs it: kernel, number and start tell whether it still does.
    host varchar(255) NOT NULL,
    kernel varchar(255) NOT NULL,
    pid bigint NOT NULL,
    process_started bigint NOT NULL,
    -- Its last sign of life.
    seen_at timestamp(6) with time zone NOT NULL,
    row_count bigint NOT NULL,
    rejected_count bigint NOT NULL,
    byte_count bigint NOT NULL,
    -- Empty where the end is not known.
    bytes_total bigint,
    percent integer,
    items_total integer NOT NULL,
    items_ended integer NOT NULL
);

CREATE INDEX job_created ON dromedary_ledger.job (created_at);
CREATE INDEX job_ended ON dromedary_ledger.job (ended_at);
CREATE INDEX job_state ON dromedary_ledger.job (state);

-- The tables of an export, the files of an import.
CREATE TABLE dromedary_ledger.item (
    job_id uuid NOT NULL REFERENCES dromedary_ledger.job (id) ON DELETE CASCADE,
    number integer NOT NULL,
    name text NOT NULL,
    state varchar(12) NOT NULL,
    started_at timestamp(6) with time zone,
    ended_at timestamp(6) with time zone,
    row_count bigint NOT NULL,
    rejected_count bigint NOT NULL,
    byte_count bigint NOT NULL,
    file_count integer NOT NULL,
    -- Where the rows are: the directory of an exported table, the table that a file went into.
    location text,
    rejects text,
    message text,
    PRIMARY KEY (job_id, number)
);
