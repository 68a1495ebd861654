ALTER TABLE people ADD COLUMN city text;--> statement-breakpoint
UPDATE people SET city = 'unknown; for now' WHERE city IS NULL;--> statement-breakpoint
ALTER TABLE people ALTER COLUMN city SET NOT NULL;
