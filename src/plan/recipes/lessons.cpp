// The recipes in words. What the plain statement does stands with its form, and why the recipe is there follows from
// it.
#include "plan/recipes/recipe.hpp"

#include <array>

namespace lockstep {

namespace {

using namespace recipes;

const std::array lessons{
    RecipeLesson{"create_index",
                 &create_index,
                 {.what =
                      "The index is built by CREATE INDEX CONCURRENTLY, outside of a transaction and without a time "
                      "limit. Where it is unique, a query looks for duplicates first.",
                  .lock = "SHARE UPDATE EXCLUSIVE: reads and writes pass.",
                  .way = "A build that died leaves an INVALID index, which `lockstep apply` drops before it repeats.",
                  .bad = "CREATE INDEX orders_note_idx ON orders (note);",
                  .good = "CREATE INDEX CONCURRENTLY orders_note_idx ON orders (note);"}},
    RecipeLesson{"create_partition",
                 &create_partition,
                 {.what = "The new partition is made as a table by itself and then attached; a default partition first "
                          "gets a check that proves that it holds no row of the new one.",
                  .lock = "SHARE UPDATE EXCLUSIVE on the partitioned table: reads and writes pass.",
                  .way = "Nothing is to be done.",
                  .bad = "CREATE TABLE orders_2027 PARTITION OF orders FOR VALUES FROM (2027) TO (2028);",
                  .good = "CREATE TABLE orders_2027 (LIKE orders INCLUDING ALL);\n"
                          "ALTER TABLE orders ATTACH PARTITION orders_2027 FOR VALUES FROM (2027) TO (2028);"}},
    RecipeLesson{
        "attach_partition",
        &attach_partition,
        {.what = "A check that says what the bounds say comes as NOT VALID and is validated, so that ATTACH reads "
                 "no row; it goes afterwards.",
         .lock = "SHARE UPDATE EXCLUSIVE on the partitioned table; ACCESS EXCLUSIVE on the new partition for a "
                 "moment.",
         .way = "Rows outside of the bounds are found while nobody is held up.",
         .bad = "ALTER TABLE orders ATTACH PARTITION old_orders FOR VALUES FROM (2020) TO (2025);",
         .good = "ALTER TABLE old_orders ADD CONSTRAINT fits CHECK (year >= 2020 AND year < 2025) NOT VALID;\n"
                 "ALTER TABLE old_orders VALIDATE CONSTRAINT fits;\n"
                 "ALTER TABLE orders ATTACH PARTITION old_orders FOR VALUES FROM (2020) TO (2025);"}},
    RecipeLesson{
        "change_partition_bounds",
        &change_partition_bounds,
        {.what = "The rows are proven to fit the new bounds by a validated check; then the partition is detached "
                 "and attached again in one transaction, so that no row is ever missing.",
         .lock = "ACCESS EXCLUSIVE for the moment of the swap.",
         .way = "Rows outside of the new bounds must be moved first.",
         .bad = "ALTER TABLE orders DETACH PARTITION orders_old;  -- and its rows are missing until it is back",
         .good = "BEGIN;\nALTER TABLE orders DETACH PARTITION orders_old;\n"
                 "ALTER TABLE orders ATTACH PARTITION orders_old FOR VALUES FROM (2019) TO (2025);\nCOMMIT;"}},
    RecipeLesson{"detach_partition",
                 &detach_partition,
                 {.what = "The partition is detached by DETACH PARTITION CONCURRENTLY, outside of a transaction.",
                  .lock = "SHARE UPDATE EXCLUSIVE: reads and writes pass.",
                  .way = "One that was interrupted is ended with FINALIZE, which `lockstep apply` does.",
                  .bad = "ALTER TABLE orders DETACH PARTITION orders_2019;",
                  .good = "ALTER TABLE orders DETACH PARTITION orders_2019 CONCURRENTLY;"}},
    RecipeLesson{
        "set_type_of_partition_key",
        &set_type_of_key,
        {.what = "Refused: the column decides which partition a row belongs to, and PostgreSQL has no ALTER "
                 "for its type.",
         .lock = "None: nothing is written.",
         .way = "Make a partitioned table with the other type under a new name and move the rows, or drop the "
                "partitions that are partitioned by it first, in a change of their own.",
         .bad = "ALTER TABLE orders ALTER COLUMN placed_on TYPE timestamptz;  -- PARTITION BY RANGE (placed_on)",
         .good = "CREATE TABLE orders_by_time (placed_at timestamptz NOT NULL) PARTITION BY RANGE (placed_at);"}},
    RecipeLesson{
        "partition_table",
        nullptr,
        {.title = "partition a table in use",
         .what = "A partitioned table comes beside the old one, and a trigger repeats each write on it. Old rows are "
                 "copied in batches, a query counts the rows that differ, and the contract swaps the two names.",
         .why = "PostgreSQL can not make a plain table a partitioned one: the rows have to move.",
         .lock =
             "SHARE ROW EXCLUSIVE for a moment while the trigger comes; ACCESS EXCLUSIVE for a moment at the swap; a "
             "batch holds up its own rows only.",
         .way = "Declare partition_by and the partitions in schema.toml: `lockstep gen` does the rest. The primary key "
                "must hold the columns that rows are partitioned by.",
         .bad = "BEGIN;\nALTER TABLE orders RENAME TO orders_old;\nCREATE TABLE orders (…) PARTITION BY RANGE (id);\n"
                "INSERT INTO orders SELECT * FROM orders_old;\nCOMMIT;",
         .good = "# schema.toml\n[tables.orders]\npartition_by = \"RANGE (id)\""}},
    RecipeLesson{"complete_index",
                 &complete_index,
                 {.what =
                      "The indexes of partitions that an INVALID partitioned index still lacks are built concurrently "
                      "and attached; with the last of them it becomes valid.",
                  .lock = "SHARE UPDATE EXCLUSIVE on a partition while its index is built; reads and writes pass.",
                  .way = "It happens by itself when a build died: run gen again.",
                  .bad = "DROP INDEX orders_note_idx;\nCREATE INDEX orders_note_idx ON orders (note);",
                  .good = "CREATE INDEX CONCURRENTLY orders_2026_note_idx ON orders_2026 (note);\n"
                          "ALTER INDEX orders_note_idx ATTACH PARTITION orders_2026_note_idx;"}},
    RecipeLesson{"drop_index",
                 &drop_index,
                 {.what = "The index is dropped by DROP INDEX CONCURRENTLY.",
                  .lock = "SHARE UPDATE EXCLUSIVE, after transactions that may use the index have ended.",
                  .way = "A unique index goes with the contract: ON CONFLICT may name its columns.",
                  .bad = "DROP INDEX orders_note_idx;",
                  .good = "DROP INDEX CONCURRENTLY orders_note_idx;"}},
    RecipeLesson{"replace_index",
                 &replace_index,
                 {.what = "The new index is built concurrently under a free name, the names are swapped in one short "
                          "transaction, the old one is dropped concurrently. There is no moment without an index.",
                  .lock = "SHARE UPDATE EXCLUSIVE throughout.",
                  .way = "Both indexes stand for a while: have the disk space for it.",
                  .bad = "DROP INDEX orders_note_idx;\nCREATE INDEX orders_note_idx ON orders (note, id);",
                  .good = "CREATE INDEX CONCURRENTLY orders_note_idx_new ON orders (note, id);\n"
                          "BEGIN;\nALTER INDEX orders_note_idx RENAME TO orders_note_idx_old;\n"
                          "ALTER INDEX orders_note_idx_new RENAME TO orders_note_idx;\nCOMMIT;\n"
                          "DROP INDEX CONCURRENTLY orders_note_idx_old;"}},
    RecipeLesson{"add_key",
                 &add_key,
                 {.what = "A unique index is built concurrently and adopted as the constraint's with USING INDEX.",
                  .lock = "SHARE UPDATE EXCLUSIVE for the build, ACCESS EXCLUSIVE for the moment of the adoption.",
                  .way = "A query looks for duplicates before the build begins.",
                  .bad = "ALTER TABLE customers ADD CONSTRAINT customers_email_key UNIQUE (email);",
                  .good = "CREATE UNIQUE INDEX CONCURRENTLY customers_email_key ON customers (email);\n"
                          "ALTER TABLE customers ADD CONSTRAINT customers_email_key UNIQUE USING INDEX "
                          "customers_email_key;"}},
    RecipeLesson{"replace_key",
                 &replace_key,
                 {.what = "The new key's index is built concurrently; one statement drops the old key and adopts it.",
                  .lock = "ACCESS EXCLUSIVE for the moment of the swap.",
                  .way = "Foreign keys on the old key let go before the swap and come back after it, NOT VALID first.",
                  .bad = "ALTER TABLE orders DROP CONSTRAINT orders_pkey;\n"
                         "ALTER TABLE orders ADD PRIMARY KEY (shop, number);",
                  .good = "CREATE UNIQUE INDEX CONCURRENTLY orders_pkey_new ON orders (shop, number);\n"
                          "ALTER TABLE orders DROP CONSTRAINT orders_pkey,\n"
                          "  ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_pkey_new;"}},
    RecipeLesson{"add_check",
                 &add_check,
                 {.what =
                      "The check comes as NOT VALID, which counts for new rows at once, and is validated in a file of "
                      "its own.",
                  .lock = "ACCESS EXCLUSIVE for a moment, then SHARE UPDATE EXCLUSIVE while the rows are read.",
                  .way = "The two never share a transaction: the strong lock would be held while the rows are read.",
                  .bad = "ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0);",
                  .good = "ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0) NOT VALID;\n"
                          "ALTER TABLE orders VALIDATE CONSTRAINT total_positive;"}},
    RecipeLesson{"add_foreign_key",
                 &add_foreign_key,
                 {.what = "Both tables are locked in the order in which applications write them, the key comes as NOT "
                          "VALID and is validated in a file of its own.",
                  .lock =
                      "SHARE ROW EXCLUSIVE on both tables for a moment; then SHARE UPDATE EXCLUSIVE on the referring "
                      "and ROW SHARE on the referenced one.",
                  .way = "Have an index on the referring columns: a DELETE on the other side reads them.",
                  .bad = "ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers (id);",
                  .good = "BEGIN;\nLOCK TABLE customers, orders IN SHARE ROW EXCLUSIVE MODE;\n"
                          "ALTER TABLE orders ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id)\n"
                          "  REFERENCES customers (id) NOT VALID;\nCOMMIT;\n"
                          "ALTER TABLE orders VALIDATE CONSTRAINT orders_customer_id_fkey;"}},
    RecipeLesson{
        "replace_check",
        &replace_check,
        {.what = "The new rule stands beside the old one under another name until every old row is known to keep "
                 "it; then it takes the old one's name. There is no moment without a rule.",
         .lock = "ACCESS EXCLUSIVE for two moments; SHARE UPDATE EXCLUSIVE while the rows are read.",
         .way = "Rows that break the new rule are named before any lock is taken.",
         .bad = "ALTER TABLE orders DROP CONSTRAINT total_positive, ADD CONSTRAINT total_positive CHECK (total > 1);",
         .good = "ALTER TABLE orders ADD CONSTRAINT total_positive_new CHECK (total > 1) NOT VALID;\n"
                 "ALTER TABLE orders VALIDATE CONSTRAINT total_positive_new;\n"
                 "BEGIN;\nALTER TABLE orders DROP CONSTRAINT total_positive;\n"
                 "ALTER TABLE orders RENAME CONSTRAINT total_positive_new TO total_positive;\nCOMMIT;"}},
    RecipeLesson{"replace_foreign_key",
                 &replace_foreign_key,
                 {.what = "The new key stands beside the old one until its rows are validated; then it takes its name.",
                  .lock = "SHARE ROW EXCLUSIVE, later ACCESS EXCLUSIVE, on both tables, each for a moment.",
                  .way = "Orphans are named before any lock is taken.",
                  .bad =
                      "ALTER TABLE orders DROP CONSTRAINT orders_customer_id_fkey,\n"
                      "  ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers (id)\n"
                      "  ON DELETE CASCADE;",
                  .good = "ALTER TABLE orders ADD CONSTRAINT orders_customer_id_fkey_new FOREIGN KEY (customer_id)\n"
                          "  REFERENCES customers (id) ON DELETE CASCADE NOT VALID;\n"
                          "ALTER TABLE orders VALIDATE CONSTRAINT orders_customer_id_fkey_new;\n"
                          "-- then the old one is dropped and the new one renamed, in one transaction"}},
    RecipeLesson{"set_not_null",
                 &set_not_null,
                 {.what =
                      "A check IS NOT NULL comes as NOT VALID, is validated, and proves SET NOT NULL, which then reads "
                      "no row; the check goes. From PostgreSQL 18 on: NOT NULL … NOT VALID, then VALIDATE.",
                  .lock = "ACCESS EXCLUSIVE for moments; SHARE UPDATE EXCLUSIVE while the rows are read.",
                  .way = "NULLs are named before any lock is taken: fill them first, or say backfill = \"…\".",
                  .bad = "ALTER TABLE orders ALTER COLUMN note SET NOT NULL;",
                  .good = "ALTER TABLE orders ADD CONSTRAINT orders_note_not_null CHECK (note IS NOT NULL) NOT VALID;\n"
                          "ALTER TABLE orders VALIDATE CONSTRAINT orders_note_not_null;\n"
                          "ALTER TABLE orders ALTER COLUMN note SET NOT NULL;\n"
                          "ALTER TABLE orders DROP CONSTRAINT orders_note_not_null;"}},
    RecipeLesson{"set_not_null_proven",
                 &set_not_null_proven,
                 {.what = "A valid check of the table proves that no value is NULL, so that SET NOT NULL reads no row. "
                          "Where the check goes in the same plan, it goes after.",
                  .lock = "ACCESS EXCLUSIVE for a moment.",
                  .way = "Nothing is to be done.",
                  .bad =
                      "ALTER TABLE orders ALTER COLUMN note SET NOT NULL, DROP CONSTRAINT note_there;  -- drops first, "
                      "then reads all rows",
                  .good = "ALTER TABLE orders ALTER COLUMN note SET NOT NULL;\nALTER TABLE orders DROP CONSTRAINT "
                          "note_there;"}},
    RecipeLesson{"set_type_checking",
                 &set_type_checking,
                 {.what =
                      "Checks on the column go and come back as NOT VALID in the very statement that changes its type, "
                      "and are validated after it.",
                  .lock = "ACCESS EXCLUSIVE for a moment; SHARE UPDATE EXCLUSIVE while the rows are read.",
                  .way = "ANALYZE follows: the change throws the column's statistics away.",
                  .bad = "ALTER TABLE orders ALTER COLUMN note TYPE text;  -- with a check on note",
                  .good = "ALTER TABLE orders DROP CONSTRAINT note_short, ALTER COLUMN note TYPE text,\n"
                          "  ADD CONSTRAINT note_short CHECK (length(note) < 20) NOT VALID;\n"
                          "ALTER TABLE orders VALIDATE CONSTRAINT note_short;"}},
    RecipeLesson{
        "add_required_column",
        &add_required_column,
        {.what = "With backfill = \"…\" the column comes empty, a trigger fills it for the old application version, "
                 "old rows are filled in batches, NOT NULL follows, and the trigger goes with the contract.",
         .lock = "ACCESS EXCLUSIVE and SHARE ROW EXCLUSIVE for moments; a batch holds up its own rows only.",
         .way = "Say what old rows get, or give the column a default.",
         .bad = "ALTER TABLE orders ADD COLUMN state text NOT NULL;  -- fails on a table with rows",
         .good = "# schema.toml\nstate = { type = \"text\", not_null = true, backfill = \"'open'\" }"}},
    RecipeLesson{
        "add_hinted_column",
        &add_hinted_column,
        {.what = "The column comes empty and is filled in batches with what backfill says; a trigger fills rows "
                 "that are written meanwhile.",
         .lock = "ACCESS EXCLUSIVE and SHARE ROW EXCLUSIVE for moments; a batch holds up its own rows only.",
         .way = "The batches may be stopped and run again.",
         .bad = "BEGIN;\nALTER TABLE orders ADD COLUMN state text;\nUPDATE orders SET state = 'open';\nCOMMIT;",
         .good = "# schema.toml\nstate = { type = \"text\", backfill = \"'open'\" }"}},
    RecipeLesson{
        "fill_null_column",
        &fill_null_column,
        {.what =
             "With backfill = \"…\" on a column that becomes NOT NULL its NULLs are filled in batches, a trigger fills "
             "those that the old application version writes, NOT NULL follows, and the trigger goes with the "
             "contract.",
         .lock = "SHARE ROW EXCLUSIVE and ACCESS EXCLUSIVE for moments; a batch holds up its own rows only.",
         .way = "Say what rows without a value get, or fill them before.",
         .bad = "UPDATE orders SET state = 'open' WHERE state IS NULL;\n"
                "ALTER TABLE orders ALTER COLUMN state SET NOT NULL;  -- fails where one came in between",
         .good = "# schema.toml\nstate = { type = \"text\", not_null = true, backfill = \"'open'\" }"}},
    RecipeLesson{
        "add_rewriting_column",
        &add_rewriting_column,
        {.what = "The column comes without values, its default counts for new rows, and old rows are filled in "
                 "batches.",
         .lock = "ACCESS EXCLUSIVE for a moment; a batch holds up its own rows only.",
         .way = "An identity takes over from a sequence that numbers the rows; a stored generated column has no such "
                "way and is refused.",
         .bad = "ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();",
         .good = "ALTER TABLE orders ADD COLUMN token uuid, ALTER COLUMN token SET DEFAULT gen_random_uuid();\n"
                 "-- then batches fill the old rows"}},
    RecipeLesson{"drop_column",
                 &drop_column,
                 {.what =
                      "The column becomes nullable now, so that new code may leave it out; the drop is held back as a "
                      "contract.",
                  .lock = "ACCESS EXCLUSIVE for a moment.",
                  .way = "`lockstep contract` promotes the drop when no application version uses the column.",
                  .bad = "ALTER TABLE orders DROP COLUMN note;",
                  .good = "ALTER TABLE orders ALTER COLUMN note DROP NOT NULL;\n-- a release later, from contracts/:\n"
                          "ALTER TABLE orders DROP COLUMN note;"}},
    RecipeLesson{"expansion",
                 nullptr,
                 {.title = "column renamed, retyped, split or merged while both application versions write",
                  .what =
                      "The new column comes beside the old one, a trigger keeps both in step, old rows are filled in "
                      "batches, a query proves that both agree, and the contract swaps the names or drops the old one.",
                  .why = "A rename breaks the old version, and a type that rewrites the table stops everybody.",
                  .lock = "ACCESS EXCLUSIVE and SHARE ROW EXCLUSIVE for moments.",
                  .way = "Say it in the schema: renamed_from, using, reverse_using, backfill.",
                  .bad = "ALTER TABLE customers RENAME COLUMN email TO mail;",
                  .good = "# schema.toml\nmail = { type = \"text\", renamed_from = \"email\" }"}},
    RecipeLesson{"moved_columns",
                 nullptr,
                 {.title = "columns moved to another table while both application versions write",
                  .what = "Triggers of both tables keep them the same, old rows are copied in batches, a query proves "
                          "that both hold the same, and the contract drops the old columns.",
                  .why = "Whichever table an application version writes, the other version reads the other one.",
                  .lock = "ACCESS EXCLUSIVE and SHARE ROW EXCLUSIVE for moments.",
                  .way = "Give the new table a foreign key to the old one, unique and ON DELETE CASCADE, and its "
                         "columns moved_from.",
                  .bad = "INSERT INTO profiles SELECT id, bio FROM users;\nALTER TABLE users DROP COLUMN bio;",
                  .good = "# schema.toml, profiles\nuser_id = { type = \"bigint\", references = \"users(id)\", "
                          "on_delete = \"cascade\" }\nbio = { type = \"text\", moved_from = \"users.bio\" }"}},
    RecipeLesson{
        "small_table",
        nullptr,
        {.title = "the plain statement where the table is small",
         .what = "With a stats file and policy.small_table_rows, a table with no more rows takes the plain "
                 "statement: CREATE INDEX, SET NOT NULL, ADD FOREIGN KEY, a column with a volatile default.",
         .why = "On a few thousand rows a scan or a build is over in milliseconds, and one statement is less to "
                "run, to watch and to repair than four.",
         .lock = "That of the plain statement, for milliseconds.",
         .way = "Off without a stats file, off when it is too old, and off for a table that is not in it. What "
                "breaks old code or loses data is handled as ever.",
         .bad = "-- four statements for a table of 200 rows",
         .good = "# lockstep.toml\nstats = \"stats.toml\"\n[policy]\nsmall_table_rows = 10000"}},
};

} // namespace

std::span<const RecipeLesson> recipe_lessons() { return lessons; }

} // namespace lockstep
