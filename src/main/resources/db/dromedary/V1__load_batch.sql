-- The parts of files that are in their tables: loads with atomic: batch go on behind them.
-- Versions before this history have made the table by themselves.
CREATE TABLE IF NOT EXISTS dromedary.load_batch (
    load text NOT NULL,
    from_offset bigint NOT NULL,
    to_offset bigint NOT NULL,
    lines bigint NOT NULL,
    PRIMARY KEY (load, from_offset)
);
