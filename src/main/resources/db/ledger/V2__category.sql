-- Who has to act on a failure.
ALTER TABLE dromedary_ledger.job ADD COLUMN category varchar(20);
