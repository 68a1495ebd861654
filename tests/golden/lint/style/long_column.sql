ALTER TABLE orders ADD COLUMN a_name_that_goes_on_and_on_and_on_until_nobody_remembers_how_it_began int; -- expect: LR608
