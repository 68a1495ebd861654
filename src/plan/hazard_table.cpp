// The table of hazards: codes never change their meaning, new ones are added. `explain`, the reference, refusals and
// --allow all read it.
#include "plan/hazard.hpp"

#include <array>

namespace lockstep {

namespace {

constexpr std::array hazards{
    KnownHazard{data_loss,
                "LS101",
                "data_loss",
                true,
                {.title = "rows or values go",
                 .what = "The statement takes away data that no later statement brings back: DROP TABLE, DROP COLUMN, "
                         "DROP MATERIALIZED VIEW, DROP SEQUENCE.",
                 .why = "A migration can be repeated, data can not. Once it is committed, only a backup helps.",
                 .lock = "ACCESS EXCLUSIVE for a moment; the data goes at the commit.",
                 .way = "gen holds the drop back as a contract: a file of its own that nobody applies before "
                        "`lockstep contract` promotes it, when no application version uses the data any more.",
                 .bad = "ALTER TABLE orders DROP COLUMN note;  -- in the release that stops using it",
                 .good = "-- contracts/20260115090000_drop_note.contract.sql, a release later\n"
                         "ALTER TABLE orders DROP COLUMN note;"}},
    KnownHazard{
        rewrite,
        "LS201",
        "rewrite",
        true,
        {.title = "every row is written again",
         .what = "PostgreSQL writes the whole table and all its indexes anew under ACCESS EXCLUSIVE.",
         .why = "Nobody reads or writes the table for as long as that takes, it needs the disk space of a second "
                "copy, all of it goes to the standbys, and a REPEATABLE READ transaction that began before sees "
                "the table empty.",
         .lock = "ACCESS EXCLUSIVE on the table and every index, for the whole rewrite.",
         .way = "A second column that a trigger keeps in step, filled in batches and swapped in later: gen makes "
                "it of a changed type and of a volatile default.",
         .bad = "ALTER TABLE orders ALTER COLUMN id TYPE bigint;",
         .good = "ALTER TABLE orders ADD COLUMN id_new bigint;\n"
                 "-- a trigger fills it for new rows, batches fill it for old ones, the contract swaps the names"}},
    KnownHazard{blocks_reads,
                "LS202",
                "blocks_reads",
                true,
                {.title = "nobody reads the table while it is scanned, indexed or rewritten",
                 .what = "The statement works through the rows under ACCESS EXCLUSIVE.",
                 .why = "Every query of the table waits, and all that come after it: the application is down for that "
                        "long.",
                 .lock = "ACCESS EXCLUSIVE, for the scan, the build or the rewrite.",
                 .way = "Do the work under a weak lock first (NOT VALID and VALIDATE, a concurrent index), so that the "
                        "strong lock is needed for a moment only.",
                 .bad = "ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0);",
                 .good = "ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;\n"
                         "ALTER TABLE orders VALIDATE CONSTRAINT total_positive;  -- in a transaction of its own"}},
    KnownHazard{blocks_writes,
                "LS203",
                "blocks_writes",
                true,
                {.title = "nobody writes the table while it is scanned, indexed or rewritten",
                 .what = "The statement works through the rows under SHARE or a stronger lock.",
                 .why = "Every INSERT, UPDATE and DELETE waits until it is done; connections pile up behind them.",
                 .lock = "SHARE, SHARE ROW EXCLUSIVE, EXCLUSIVE or ACCESS EXCLUSIVE, for the whole time.",
                 .way = "CREATE INDEX CONCURRENTLY; NOT VALID, then VALIDATE.",
                 .bad = "CREATE INDEX orders_customer_id_idx ON orders (customer_id);",
                 .good = "CREATE INDEX CONCURRENTLY orders_customer_id_idx ON orders (customer_id);"}},
    KnownHazard{long_scan,
                "LS204",
                "long_scan",
                false,
                {.title = "reads all rows, beside the traffic",
                 .what = "VALIDATE CONSTRAINT, CREATE INDEX CONCURRENTLY, ANALYZE or a backfill reads the table while "
                         "everybody else goes on.",
                 .why =
                     "It takes its time and its share of the disk, and until it ends no VACUUM and no other DDL runs "
                     "on the table.",
                 .lock = "SHARE UPDATE EXCLUSIVE or weaker: reads and writes pass.",
                 .way = "It is the safe way. Run it when the server has room; it needs no time limit.",
                 .bad = "SET statement_timeout = '15s';\nALTER TABLE orders VALIDATE CONSTRAINT total_positive;",
                 .good = "SET statement_timeout = 0;\nALTER TABLE orders VALIDATE CONSTRAINT total_positive;"}},
    KnownHazard{outside_transaction,
                "LS205",
                "outside_transaction",
                false,
                {.title = "refuses a transaction, so a stop leaves part of it done",
                 .what = "CREATE, DROP and REINDEX INDEX CONCURRENTLY, DETACH PARTITION CONCURRENTLY and batches that "
                         "commit by themselves can not be rolled back.",
                 .why = "A crash leaves an INVALID index, a half detached partition or some batches.",
                 .lock = "SHARE UPDATE EXCLUSIVE; a lock_timeout here would itself leave the rest behind.",
                 .way = "`lockstep apply` knows what such a statement leaves, repairs it and goes on. By hand: the "
                        "\"leftover\" line of the file first, then the statement again.",
                 .bad = "BEGIN;\nCREATE INDEX CONCURRENTLY orders_note_idx ON orders (note);\nCOMMIT;",
                 .good = "SET lock_timeout = 0;\nSET statement_timeout = 0;\n"
                         "CREATE INDEX CONCURRENTLY orders_note_idx ON orders (note);"}},
    KnownHazard{breaks_old_code,
                "LS301",
                "breaks_old_code",
                true,
                {.title = "an application that does not know the change fails",
                 .what = "A name goes, a column becomes required, a function takes other arguments.",
                 .why = "While a release rolls out, the old version still runs: its queries fail from the commit on.",
                 .lock = "Of no weight: the lock is over in milliseconds, the break stays.",
                 .way = "An expansion: both shapes work until the contract, which is held back until every application "
                        "version has moved.",
                 .bad = "ALTER TABLE customers RENAME COLUMN email TO mail;",
                 .good = "# schema.toml\nmail = { type = \"text\", renamed_from = \"email\" }"}},
    KnownHazard{
        data_dependent,
        "LS401",
        "data_dependent",
        false,
        {.title = "fails when rows that are there do not fit",
         .what = "A NULL under SET NOT NULL, a duplicate under a unique key, an orphan under a foreign key, a value "
                 "too large for the new type.",
         .why = "Found late, it fails after minutes of reading, and leaves an INVALID index where one was built.",
         .lock = "That of the statement; the query before it locks nothing.",
         .way = "The file carries the query as a \"no row may come\" line. `lockstep apply` runs it before any "
                "lock is taken, and names how many rows there are and the first five.",
         .bad = "CREATE UNIQUE INDEX CONCURRENTLY customers_email_key ON customers (email);",
         .good = "SELECT email, count(*) FROM customers GROUP BY email HAVING count(*) > 1;  -- no row may come\n"
                 "CREATE UNIQUE INDEX CONCURRENTLY customers_email_key ON customers (email);"}},
    KnownHazard{needs_privilege,
                "LS501",
                "needs_privilege",
                false,
                {.title = "needs a right that owners of tables often lack",
                 .what = "CREATE on the database (schemas, publications, extensions that are trusted), CREATE on a "
                         "tablespace, USAGE on a language or a server.",
                 .why =
                     "The role that runs migrations in production is rarely the one of the shadow, where everything is "
                     "allowed: what passes here can fail there.",
                 .lock = "None.",
                 .way = "Grant it to the role that migrates, once: GRANT CREATE ON DATABASE app TO migrator.",
                 .bad = "CREATE SCHEMA billing;  -- ERROR: permission denied for database app",
                 .good = "GRANT CREATE ON DATABASE app TO migrator;  -- by the owner of the database, once"}},
    KnownHazard{
        needs_superuser,
        "LS502",
        "needs_superuser",
        false,
        {.title = "needs a superuser, or what a provider offers instead",
         .what = "Event triggers, extensions that are not trusted, functions in C, languages that are not trusted, "
                 "publications of all tables.",
         .why = "The role that runs migrations is no superuser, and a provider of databases gives no such role to "
                "anybody.",
         .lock = "None.",
         .way = "A superuser makes the object before the file runs, and the file is applied again; or use the "
                "role of the provider (rds_superuser, cloudsqlsuperuser, azure_pg_admin).",
         .bad = "CREATE EXTENSION postgis;  -- ERROR: permission denied to create extension",
         .good = "CREATE EXTENSION postgis;  -- once, by a superuser, before `lockstep apply`"}},
    KnownHazard{needs_membership,
                "LS503",
                "needs_membership",
                false,
                {.title = "only a member of the role that is named may do it",
                 .what = "ALTER … OWNER TO, ALTER DEFAULT PRIVILEGES FOR ROLE, CREATE SCHEMA AUTHORIZATION; and every "
                         "ALTER or DROP of what another role owns.",
                 .why =
                     "An owner can give an object only to a role that he himself is a member of, and that role must be "
                     "allowed to create in the schema.",
                 .lock = "That of the statement.",
                 .way = "Make the role that migrates a member of the owning role: GRANT app_owner TO migrator.",
                 .bad = "ALTER TABLE orders OWNER TO app_owner;  -- ERROR: must be able to SET ROLE \"app_owner\"",
                 .good = "GRANT app_owner TO migrator;  -- once\nALTER TABLE orders OWNER TO app_owner;"}},
    KnownHazard{needs_createrole,
                "LS504",
                "needs_createrole",
                false,
                {.title = "needs CREATEROLE",
                 .what = "CREATE, ALTER and DROP ROLE, and granting membership in roles.",
                 .why =
                     "Roles belong to the whole cluster and not to the database; from PostgreSQL 16 on CREATEROLE also "
                     "needs ADMIN on the role that is changed.",
                 .lock = "None.",
                 .way = "Make roles where the cluster is set up, or give CREATEROLE to the role that migrates.",
                 .bad = "CREATE ROLE reporting;  -- ERROR: permission denied to create role",
                 .good = "ALTER ROLE migrator CREATEROLE;  -- once, by a superuser"}},
};

} // namespace

std::span<const KnownHazard> known_hazards() { return hazards; }

} // namespace lockstep
