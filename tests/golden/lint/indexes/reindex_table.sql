REINDEX TABLE orders; -- expect: LR223
