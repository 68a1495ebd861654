REINDEX DATABASE shop; -- expect: LR223
