REINDEX INDEX i; -- expect: LR223
