-- levels: domain-with-check=warning
CREATE DOMAIN email AS text CHECK (VALUE <> ''); -- expect: LR609
-- squawk: require-lock-timeout require-statement-timeout: it locks no table
