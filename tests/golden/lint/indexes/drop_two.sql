DROP INDEX i, -- expect: LR222
  shop.j;
