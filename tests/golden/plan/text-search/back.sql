- text search configuration public.empty
- text search configuration public.mixed
- text search dictionary public.german_words
- text search dictionary public.plain
- text search parser public.words
- text search template public.same

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_text_search_configuration public.empty
--              drop_text_search_configuration public.mixed
--              drop_text_search_dictionary public.german_words
--              drop_text_search_dictionary public.plain
--              drop_text_search_parser public.words
--              drop_text_search_template public.same
-- hazards      accepted: LS301 breaks_old_code
-- rights       LS501 needs_privilege: drop_text_search_parser public.words, drop_text_search_template public.same
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE TEXT SEARCH TEMPLATE public.same (
--       INIT = dsimple_init,
--       LEXIZE = dsimple_lexize
--   );
--   CREATE TEXT SEARCH PARSER public.words (
--       START = prsd_start,
--       GETTOKEN = prsd_nexttoken,
--       END = prsd_end,
--       LEXTYPES = prsd_lextype,
--       HEADLINE = prsd_headline
--   );
--   CREATE TEXT SEARCH DICTIONARY public.plain (TEMPLATE = public.same);
--   CREATE TEXT SEARCH DICTIONARY public.german_words (TEMPLATE = snowball, language = 'german', stopwords = 'german');
--   CREATE TEXT SEARCH CONFIGURATION public.mixed (PARSER = public.words);
--   CREATE TEXT SEARCH CONFIGURATION public.empty (PARSER = pg_catalog.default);

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP TEXT SEARCH CONFIGURATION public.empty;

DROP TEXT SEARCH CONFIGURATION public.mixed;

DROP TEXT SEARCH DICTIONARY public.german_words;

DROP TEXT SEARCH DICTIONARY public.plain;

DROP TEXT SEARCH PARSER public.words;

DROP TEXT SEARCH TEMPLATE public.same;

COMMIT;

