CREATE INDEX ON orders (note); -- expect: LR221 LR225
