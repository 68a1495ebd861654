COMMIT;--> statement-breakpoint
CREATE INDEX CONCURRENTLY visits_at_idx ON visits (at);--> statement-breakpoint
START TRANSACTION;
