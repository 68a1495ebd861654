CREATE INDEX CONCURRENTLY orders_of_all_customers_by_the_day_on_which_they_were_really_made_idx -- expect: LR608
  ON orders (made);
-- squawk: require-lock-timeout require-statement-timeout: neither reads nor writes wait behind its weak lock, and a build that is cut off leaves an INVALID index
