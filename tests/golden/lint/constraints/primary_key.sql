ALTER TABLE orders ADD PRIMARY KEY (amount); -- expect: LR213
