-- levels: small-integer=note
CREATE TABLE t (
  id bigint PRIMARY KEY,
  hits int, -- expect: LR614
  share smallint, -- expect: LR614
  total bigint
);
ALTER TABLE t ALTER COLUMN total TYPE integer; -- expect: LR614
-- squawk: changing-column-type require-lock-timeout require-statement-timeout: the file itself makes the table: nobody uses it yet
