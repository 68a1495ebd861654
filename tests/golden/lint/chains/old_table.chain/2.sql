CREATE INDEX t_n_idx ON t (n); -- expect: LR221
