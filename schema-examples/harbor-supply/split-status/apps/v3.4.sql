-- Release 3.4: with the old status gone, goods may leave before the money comes (the old one had no word for it).
-- place
INSERT INTO orders (id, customer, total_cents) VALUES (:order, 'Bo', 4500);
-- pay
UPDATE orders SET payment_status = 'paid' WHERE id = :order AND payment_status = 'unpaid';
-- ship
UPDATE orders SET fulfillment_status = 'shipped' WHERE id = :order AND fulfillment_status = 'open';
-- return
UPDATE orders SET payment_status = 'refunded', fulfillment_status = 'returned' WHERE id = :order AND fulfillment_status = 'shipped';
-- look
SELECT id, payment_status, fulfillment_status FROM orders WHERE id = :order;
-- report
SELECT payment_status, fulfillment_status, count(*) FROM orders GROUP BY 1, 2;
