REINDEX SCHEMA shop; -- expect: LR223
