CLUSTER orders USING orders_pkey; -- expect: LR232
