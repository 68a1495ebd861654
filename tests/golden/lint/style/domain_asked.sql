-- levels: domain-with-check=warning
CREATE DOMAIN email AS text CHECK (VALUE <> ''); -- expect: LR609
