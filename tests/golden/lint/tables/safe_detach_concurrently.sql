ALTER TABLE events DETACH PARTITION events_2020 CONCURRENTLY;
-- squawk: require-lock-timeout require-statement-timeout: neither reads nor writes wait behind its weak lock
