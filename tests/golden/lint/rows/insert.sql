INSERT INTO orders (amount) VALUES (1), (2); -- expect: LR108
