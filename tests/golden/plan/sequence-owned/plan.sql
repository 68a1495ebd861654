~ column public.orders.customer_id: default (none) -> nextval('public.numbers'::regclass)
~ sequence public.numbers: start 5 -> (none); owned_by (none) -> public.orders.customer_id

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      alter_sequence public.numbers
--              set_default public.orders.customer_id
--              count_behind public.orders.customer_id
--              sequence_owned_by public.numbers
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 2 of 4.
-- to go back   run these, in this order:
--   ALTER SEQUENCE public.numbers OWNED BY NONE;
--   -- can not be undone: SELECT setval(s.seqrelid, there.last)
--   ALTER TABLE public.orders ALTER COLUMN customer_id DROP DEFAULT;
--   ALTER SEQUENCE public.numbers START WITH 5;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER SEQUENCE public.numbers START WITH 1;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ALTER COLUMN customer_id SET DEFAULT nextval('public.numbers'::regclass);

-- customer_id counts on behind the numbers that are there.
SELECT setval(s.seqrelid, there.last)
  FROM pg_sequence AS s,
       (SELECT max(customer_id) AS last FROM public.orders) AS there
 WHERE s.seqrelid = 'public.numbers'::regclass
   AND there.last >= COALESCE(pg_sequence_last_value(s.seqrelid) + s.seqincrement, s.seqstart);

ALTER SEQUENCE public.numbers OWNED BY public.orders.customer_id;

