~ text search configuration public.given: mappings asciiword=public.words -> (none); comment new -> (none)
~ text search configuration public.mixed: mappings asciiword=public.words, email=simple, word=public.words, ... -> asciiword=public.words, simple, numword=simple, word=publ...; comment For most -> For everything
~ text search configuration public.parsed: parser public.steady -> default; mappings asciiword=public.words -> (none)
~ text search dictionary public.given: options accept=false -> (none); comment new -> (none)
~ text search dictionary public.retemplated: template snowball -> simple; options language=english -> (none)
~ text search dictionary public.words: options language=english -> language=german, stopwords=german; comment English -> German
~ text search parser public.more: headline prsd_headline -> (none); comment new -> (none)
~ text search parser public.words: start public.start -> prsd_start; gettoken public.next -> prsd_nexttoken; end public.stop -> prsd_end; lextypes public.types -> prsd_lextype; headline public.head -> prsd_headline; comment Not the usual one -> The usual one
~ text search template public.other: init dsimple_init -> (none); comment new -> (none)
~ text search template public.same: init dsynonym_init -> dsimple_init; lexize dsynonym_lexize -> dsimple_lexize; comment As synonyms -> As simple
refused without --allow breaks_old_code: DROP TEXT SEARCH CONFIGURATION public.parsed
refused without --allow breaks_old_code: CREATE TEXT SEARCH CONFIGURATION public.parsed (PARSER = pg_catalog.default)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      map_text_search_configuration public.given
--              alter_text_search_dictionary public.given
--              alter_text_search_dictionary public.words
--              map_text_search_configuration public.mixed
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TEXT SEARCH CONFIGURATION public.mixed DROP MAPPING FOR email
--   ALTER TEXT SEARCH CONFIGURATION public.mixed ALTER MAPPING FOR asciiword WITH public.words;
--   ALTER TEXT SEARCH CONFIGURATION public.mixed DROP MAPPING FOR numword;
--   ALTER TEXT SEARCH DICTIONARY public.words (language = 'english', stopwords);
--   ALTER TEXT SEARCH DICTIONARY public.given (accept = 'false');
--   -- can not be undone: ALTER TEXT SEARCH CONFIGURATION public.given DROP MAPPING FOR asciiword

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER TEXT SEARCH CONFIGURATION public.given DROP MAPPING FOR asciiword;

ALTER TEXT SEARCH DICTIONARY public.given (accept);

ALTER TEXT SEARCH DICTIONARY public.words (language = 'german', stopwords = 'german');

ALTER TEXT SEARCH CONFIGURATION public.mixed ADD MAPPING FOR numword WITH simple;

ALTER TEXT SEARCH CONFIGURATION public.mixed ALTER MAPPING FOR asciiword WITH public.words, simple;

ALTER TEXT SEARCH CONFIGURATION public.mixed DROP MAPPING FOR email;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      comment public.given
--              comment public.mixed
--              comment public.words
--              keep_privileges public.parsed
--              replace_text_search_configuration public.parsed
--              keep_privileges public.retemplated
--              replace_text_search_dictionary public.retemplated
--              replace_text_search_parser public.more
--              replace_text_search_parser public.words
--              replace_text_search_template public.other
--              replace_text_search_template public.same
--              comment public.same
-- hazards      accepted: LS301 breaks_old_code
-- rights       LS501 needs_privilege: replace_text_search_parser public.more, replace_text_search_parser
--                public.words, replace_text_search_template public.other, replace_text_search_template public.same
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1, 2, 3, 4, 9 and 12 of 12.
-- to go back   run these, in this order:
--   COMMENT ON TEXT SEARCH TEMPLATE public.same IS NULL;
--   BEGIN;
--   DROP TEXT SEARCH TEMPLATE public.same;
--   CREATE TEXT SEARCH TEMPLATE public.same (
--       INIT = dsynonym_init,
--       LEXIZE = dsynonym_lexize
--   );
--   COMMIT;
--   BEGIN;
--   DROP TEXT SEARCH TEMPLATE public.other;
--   CREATE TEXT SEARCH TEMPLATE public.other (
--       INIT = dsimple_init,
--       LEXIZE = dsimple_lexize
--   );
--   COMMIT;
--   COMMENT ON TEXT SEARCH PARSER public.words IS NULL;
--   BEGIN;
--   DROP TEXT SEARCH PARSER public.words;
--   CREATE TEXT SEARCH PARSER public.words (
--       START = public.start,
--       GETTOKEN = public.next,
--       END = public.stop,
--       LEXTYPES = public.types,
--       HEADLINE = public.head
--   );
--   COMMIT;
--   BEGIN;
--   DROP TEXT SEARCH PARSER public.more;
--   CREATE TEXT SEARCH PARSER public.more (
--       START = prsd_start,
--       GETTOKEN = prsd_nexttoken,
--       END = prsd_end,
--       LEXTYPES = prsd_lextype,
--       HEADLINE = prsd_headline
--   );
--   COMMIT;
--   BEGIN;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.public_retemplated', string_agg(command, '; '), true)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'TEXT SEARCH DICTIONARY public.retemplated',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('text search dictionary', '{"public","retemplated"}', '{}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
--   END $$;
--   DROP TEXT SEARCH DICTIONARY public.retemplated;
--   CREATE TEXT SEARCH DICTIONARY public.retemplated (TEMPLATE = snowball, language = 'english');
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.public_retemplated');
--   END $$;
--   COMMIT;
--   BEGIN;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.public_parsed', string_agg(command, '; '), true)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'TEXT SEARCH CONFIGURATION public.parsed',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('text search configuration', '{"public","parsed"}', '{}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
--   END $$;
--   DROP TEXT SEARCH CONFIGURATION public.parsed;
--   CREATE TEXT SEARCH CONFIGURATION public.parsed (PARSER = public.steady);
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.public_parsed');
--   END $$;
--   COMMIT;
--   COMMENT ON TEXT SEARCH DICTIONARY public.words IS 'English';
--   COMMENT ON TEXT SEARCH DICTIONARY public.given IS 'new';
--   COMMENT ON TEXT SEARCH CONFIGURATION public.mixed IS 'For most';
--   COMMENT ON TEXT SEARCH CONFIGURATION public.given IS 'new';

SET lock_timeout = '3s';
SET statement_timeout = '15s';

COMMENT ON TEXT SEARCH CONFIGURATION public.given IS NULL;

COMMENT ON TEXT SEARCH CONFIGURATION public.mixed IS 'For everything';

COMMENT ON TEXT SEARCH DICTIONARY public.given IS NULL;

COMMENT ON TEXT SEARCH DICTIONARY public.words IS 'German';

-- Remembers the owner of TEXT SEARCH CONFIGURATION public.parsed.
-- Gives TEXT SEARCH CONFIGURATION public.parsed its owner back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_parsed', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'TEXT SEARCH CONFIGURATION public.parsed',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('text search configuration', '{"public","parsed"}', '{}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
END $$;
DROP TEXT SEARCH CONFIGURATION public.parsed;
CREATE TEXT SEARCH CONFIGURATION public.parsed (PARSER = pg_catalog.default);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_parsed');
END $$;
COMMIT;

-- Remembers the owner of TEXT SEARCH DICTIONARY public.retemplated.
-- Gives TEXT SEARCH DICTIONARY public.retemplated its owner back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_retemplated', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'TEXT SEARCH DICTIONARY public.retemplated',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('text search dictionary', '{"public","retemplated"}', '{}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) kept;
END $$;
DROP TEXT SEARCH DICTIONARY public.retemplated;
CREATE TEXT SEARCH DICTIONARY public.retemplated (TEMPLATE = simple);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_retemplated');
END $$;
COMMIT;

BEGIN;
DROP TEXT SEARCH PARSER public.more;
CREATE TEXT SEARCH PARSER public.more (
    START = prsd_start,
    GETTOKEN = prsd_nexttoken,
    END = prsd_end,
    LEXTYPES = prsd_lextype
);
COMMIT;

BEGIN;
DROP TEXT SEARCH PARSER public.words;
CREATE TEXT SEARCH PARSER public.words (
    START = prsd_start,
    GETTOKEN = prsd_nexttoken,
    END = prsd_end,
    LEXTYPES = prsd_lextype,
    HEADLINE = prsd_headline
);
COMMIT;

COMMENT ON TEXT SEARCH PARSER public.words IS 'The usual one';

BEGIN;
DROP TEXT SEARCH TEMPLATE public.other;
CREATE TEXT SEARCH TEMPLATE public.other (
    LEXIZE = dsimple_lexize
);
COMMIT;

BEGIN;
DROP TEXT SEARCH TEMPLATE public.same;
CREATE TEXT SEARCH TEMPLATE public.same (
    INIT = dsimple_init,
    LEXIZE = dsimple_lexize
);
COMMIT;

COMMENT ON TEXT SEARCH TEMPLATE public.same IS 'As simple';

