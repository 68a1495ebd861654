SET lock_timeout = '1s';
ALTER TABLE o DETACH PARTITION o_1;
