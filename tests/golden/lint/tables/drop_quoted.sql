DROP TABLE "Orders"; -- expect: LR101
