+ text search configuration public.empty
+ text search configuration public.mixed
+ text search dictionary public.german_words
+ text search dictionary public.plain
+ text search parser public.words
+ text search template public.same

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_text_search_parser public.words
--              comment public.words
--              create_text_search_template public.same
--              comment public.same
--              create_text_search_configuration public.empty
--              create_text_search_dictionary public.german_words
--              comment public.german_words
--              create_text_search_dictionary public.plain
--              create_text_search_configuration public.mixed
--              map_text_search_configuration public.mixed
--              comment public.mixed
-- rights       LS501 needs_privilege: create_text_search_parser public.words, create_text_search_template public.same
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   COMMENT ON TEXT SEARCH CONFIGURATION public.mixed IS NULL;
--   ALTER TEXT SEARCH CONFIGURATION public.mixed DROP MAPPING FOR numword;
--   ALTER TEXT SEARCH CONFIGURATION public.mixed DROP MAPPING FOR asciiword, word;
--   DROP TEXT SEARCH CONFIGURATION public.mixed;
--   DROP TEXT SEARCH DICTIONARY public.plain;
--   COMMENT ON TEXT SEARCH DICTIONARY public.german_words IS NULL;
--   DROP TEXT SEARCH DICTIONARY public.german_words;
--   DROP TEXT SEARCH CONFIGURATION public.empty;
--   COMMENT ON TEXT SEARCH TEMPLATE public.same IS NULL;
--   DROP TEXT SEARCH TEMPLATE public.same;
--   COMMENT ON TEXT SEARCH PARSER public.words IS NULL;
--   DROP TEXT SEARCH PARSER public.words;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TEXT SEARCH PARSER public.words (
    START = prsd_start,
    GETTOKEN = prsd_nexttoken,
    END = prsd_end,
    LEXTYPES = prsd_lextype,
    HEADLINE = prsd_headline
);

COMMENT ON TEXT SEARCH PARSER public.words IS 'The usual one';

CREATE TEXT SEARCH TEMPLATE public.same (
    INIT = dsimple_init,
    LEXIZE = dsimple_lexize
);

COMMENT ON TEXT SEARCH TEMPLATE public.same IS 'As simple';

CREATE TEXT SEARCH CONFIGURATION public.empty (PARSER = pg_catalog.default);

CREATE TEXT SEARCH DICTIONARY public.german_words (TEMPLATE = snowball, language = 'german', stopwords = 'german');

COMMENT ON TEXT SEARCH DICTIONARY public.german_words IS 'German';

CREATE TEXT SEARCH DICTIONARY public.plain (TEMPLATE = public.same);

CREATE TEXT SEARCH CONFIGURATION public.mixed (PARSER = public.words);

ALTER TEXT SEARCH CONFIGURATION public.mixed ADD MAPPING FOR asciiword, word WITH public.german_words, simple;

ALTER TEXT SEARCH CONFIGURATION public.mixed ADD MAPPING FOR numword WITH public.plain;

COMMENT ON TEXT SEARCH CONFIGURATION public.mixed IS 'For everything';

COMMIT;

