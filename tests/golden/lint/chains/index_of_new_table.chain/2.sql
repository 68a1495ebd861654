DROP INDEX t_n_idx; -- expect: LR222
