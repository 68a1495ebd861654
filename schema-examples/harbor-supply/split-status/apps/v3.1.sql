-- Release 3.1 of the application: what it says to the database. It knows one status.
-- place
INSERT INTO orders (id, customer, total_cents) VALUES (:order, 'Ada', 1200);
-- pay
UPDATE orders SET status = 'paid' WHERE id = :order AND status = 'pending';
-- ship
UPDATE orders SET status = 'shipped' WHERE id = :order AND status = 'paid';
-- return
UPDATE orders SET status = 'returned' WHERE id = :order AND status = 'shipped';
-- look
SELECT id, status FROM orders WHERE id = :order;
-- report
SELECT status, count(*) FROM orders GROUP BY status;
