INSERT INTO totals SELECT sum(amount) FROM orders;
