-- levels: no-lock-timeout=warning
-- +goose NO TRANSACTION
-- +goose Up
DROP INDEX i; -- expect: LR222 LR501
REINDEX TABLE orders; -- expect: LR223 LR501
REINDEX SCHEMA shop; -- expect: LR223 LR501
REFRESH MATERIALIZED VIEW daily; -- expect: LR226 LR501
CREATE OR REPLACE VIEW late AS SELECT 1 AS one; -- expect: LR501
CREATE RULE r AS ON DELETE TO orders DO INSTEAD NOTHING; -- expect: LR501 LR613
DROP TRIGGER audit ON orders; -- expect: LR501
CREATE POLICY own ON orders USING (true); -- expect: LR501
DROP POLICY own ON orders; -- expect: LR501
ALTER TABLE orders RENAME CONSTRAINT a TO b; -- expect: LR501
ALTER SEQUENCE numbers RESTART; -- expect: LR501
ALTER DOMAIN email ADD CHECK (VALUE LIKE '%@%'); -- expect: LR216 LR501
VACUUM FULL orders; -- expect: LR232 LR501
ALTER TABLE events ATTACH PARTITION e1 FOR VALUES FROM (1) TO (2); -- expect: LR234 LR501
