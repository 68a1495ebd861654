// Each form against the facts: its statement is measured again on every major, and lock, second lock and cost are
// exactly those that the form says. The proof of a plan takes a form as a bound; here it is an equation.
#include "base/files.hpp"
#include "kinds/column.hpp"
#include "kinds/constraint.hpp"
#include "kinds/table.hpp"
#include "kinds/view.hpp"
#include "plan/measure.hpp"
#include "support/paths.hpp"
#include "support/server.hpp"

#include <doctest/doctest.h>
#include <set>

namespace lockstep::test {

namespace {

constexpr const char* world = R"(
CREATE TABLE r (id bigint PRIMARY KEY, k varchar(20) UNIQUE);
CREATE TABLE t (id bigint PRIMARY KEY, a int, b text, c varchar(20) CONSTRAINT fc REFERENCES r (k),
                r_id bigint CONSTRAINT fk REFERENCES r (id), g int GENERATED ALWAYS AS (a * 2) STORED,
                CONSTRAINT ck CHECK (a > 0));
CREATE TABLE s (id int);
CREATE INDEX ix ON t (a);
CREATE UNIQUE INDEX u ON t (b);
CREATE VIEW v AS SELECT id FROM t;
INSERT INTO r VALUES (1, 'x');
INSERT INTO t VALUES (1, 1, 'b', 'x', 1);
INSERT INTO s VALUES (1);
)";

struct Fact {
  const Form& form;
  const char* sql;
  const char* before = "";    ///< what must be there
  const char* relation = "t"; ///< what the form's lock is on
  int since = 14;
};

const Fact facts[] = {
    {index::create, "CREATE INDEX n ON t (b)"},
    {index::create_concurrently, "CREATE INDEX CONCURRENTLY n ON t (b)"},
    {index::drop, "DROP INDEX ix"},
    {index::drop_concurrently, "DROP INDEX CONCURRENTLY ix"},
    {index::replace, "DROP INDEX ix; CREATE INDEX ix ON t (b)"},
    {index::reindex_concurrently, "REINDEX INDEX CONCURRENTLY ix"},
    {index::rename, "ALTER INDEX ix RENAME TO n", "", "ix"},
    {index::set_storage, "ALTER INDEX ix SET (fillfactor = 80)", "", "ix"},
    {constraint::add_key, "ALTER TABLE t ADD UNIQUE (a)"},
    {constraint::add_key_using_index, "ALTER TABLE t ADD CONSTRAINT n UNIQUE USING INDEX u"},
    {constraint::add_check, "ALTER TABLE t ADD CHECK (a < 9)"},
    {constraint::add_check_not_valid, "ALTER TABLE t ADD CHECK (a < 9) NOT VALID"},
    {constraint::add_foreign_key, "ALTER TABLE t ADD FOREIGN KEY (r_id) REFERENCES r"},
    {constraint::add_foreign_key_not_valid, "ALTER TABLE t ADD FOREIGN KEY (r_id) REFERENCES r NOT VALID"},
    {constraint::lock_for_foreign_key, "LOCK TABLE r, t IN SHARE ROW EXCLUSIVE MODE"},
    {constraint::replace_check, "ALTER TABLE t DROP CONSTRAINT ck, ADD CONSTRAINT ck CHECK (a < 9)"},
    {constraint::replace_foreign_key,
     "ALTER TABLE t DROP CONSTRAINT fk, ADD CONSTRAINT fk FOREIGN KEY (r_id) REFERENCES r ON DELETE CASCADE"},
    {constraint::replace_key, "ALTER TABLE t DROP CONSTRAINT t_pkey, ADD CONSTRAINT t_pkey PRIMARY KEY (id)"},
    {constraint::replace_exclusion, "ALTER TABLE t DROP CONSTRAINT ex, ADD CONSTRAINT ex EXCLUDE (b WITH =)",
     "ALTER TABLE t ADD CONSTRAINT ex EXCLUDE (a WITH =)"},
    {constraint::swap_key, "ALTER TABLE t DROP CONSTRAINT t_pkey, ADD CONSTRAINT t_pkey PRIMARY KEY USING INDEX n",
     "CREATE UNIQUE INDEX n ON t (id)"},
    {constraint::replace_not_valid, "ALTER TABLE t DROP CONSTRAINT ck, ADD CONSTRAINT ck CHECK (a < 9) NOT VALID"},
    {constraint::replace_foreign_key_not_valid,
     "ALTER TABLE t DROP CONSTRAINT fk, ADD CONSTRAINT fk FOREIGN KEY (r_id) REFERENCES r NOT VALID"},
    {constraint::validate, "ALTER TABLE t VALIDATE CONSTRAINT n",
     "ALTER TABLE t ADD CONSTRAINT n FOREIGN KEY (r_id) REFERENCES r NOT VALID"},
    {constraint::add_exclusion, "ALTER TABLE t ADD EXCLUDE (a WITH =)"},
    {constraint::drop, "ALTER TABLE t DROP CONSTRAINT ck"},
    {constraint::drop_foreign_key, "ALTER TABLE t DROP CONSTRAINT fk"},
    {constraint::rename, "ALTER TABLE t RENAME CONSTRAINT ck TO n"},
    {constraint::alter_deferrable, "ALTER TABLE t ALTER CONSTRAINT fk DEFERRABLE"},
    {column::add, "ALTER TABLE t ADD COLUMN n int DEFAULT 1"},
    {column::add_rewriting, "ALTER TABLE t ADD COLUMN n float DEFAULT random()"},
    {column::drop, "ALTER TABLE t DROP COLUMN b"},
    {column::rename, "ALTER TABLE t RENAME COLUMN b TO n"},
    {column::set_default, "ALTER TABLE t ALTER COLUMN b SET DEFAULT 'x'"},
    {column::set_not_null, "ALTER TABLE t ALTER COLUMN b SET NOT NULL"},
    {column::set_not_null_proven, "ALTER TABLE t ALTER COLUMN b SET NOT NULL",
     "ALTER TABLE t ADD CHECK (b IS NOT NULL AND b <> '')"},
    {column::add_not_null_not_valid, "ALTER TABLE t ADD CONSTRAINT n NOT NULL b NOT VALID", "", "t", 18},
    {column::drop_not_null, "ALTER TABLE t ALTER COLUMN b DROP NOT NULL", "ALTER TABLE t ALTER COLUMN b SET NOT NULL"},
    {column::set_type, "ALTER TABLE t ALTER COLUMN c TYPE varchar(40)"},
    {column::set_type_checking, "ALTER TABLE t ALTER COLUMN c TYPE varchar(40)", "ALTER TABLE t ADD CHECK (c <> '')"},
    {column::set_type_rebuilding, "ALTER TABLE t ALTER COLUMN c TYPE varchar(40)",
     "CREATE INDEX px ON t (c) WHERE c <> ''"},
    {column::set_type_rewriting, "ALTER TABLE t ALTER COLUMN c TYPE varchar(10)"},
    {column::set_time_zone, "SET LOCAL TimeZone = 'UTC'"},
    {column::change_identity, "ALTER TABLE t ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY"},
    {column::change_generated, "ALTER TABLE t ALTER COLUMN g SET EXPRESSION AS (a * 3)", "", "t", 17},
    {column::drop_expression, "ALTER TABLE t ALTER COLUMN g DROP EXPRESSION"},
    {column::set_storage, "ALTER TABLE t ALTER COLUMN b SET STORAGE external"},
    {column::set_statistics, "ALTER TABLE t ALTER COLUMN b SET STATISTICS 500"},
    {column::analyze, "ANALYZE t (a)"},
    {forms::create_table, "CREATE TABLE fresh (id int)"},
    {forms::drop_table, "DROP TABLE t", "DROP VIEW v"},
    {forms::rename_table, "ALTER TABLE t RENAME TO n"},
    {forms::set_row_security, "ALTER TABLE t ENABLE ROW LEVEL SECURITY"},
    {forms::set_row_security, "ALTER TABLE t FORCE ROW LEVEL SECURITY"},
    {forms::set_replica_identity, "ALTER TABLE t REPLICA IDENTITY FULL"},
    {forms::set_table_storage, "ALTER TABLE t SET (fillfactor = 80)"},
    {forms::set_logged, "ALTER TABLE s SET UNLOGGED", "", "s"},
    {view::create, "CREATE VIEW fresh AS SELECT a FROM t"},
    {view::replace, "CREATE OR REPLACE VIEW v AS SELECT id, a FROM t", "", "v"},
    {view::drop, "DROP VIEW v", "", "v"},
    {view::rebuild, "DROP VIEW v", "", "v"},
    {view::reshape, "DROP VIEW v", "", "v"},
    {view::set_options, "ALTER VIEW v SET (security_barrier = true)", "", "v"},
    {view::rename, "ALTER VIEW v RENAME TO n", "", "v"},
    {view::keep_privileges, "SELECT relacl FROM pg_class WHERE oid = 'v'::regclass", "", "v"},
};

/// Forms whose statement by itself tells nothing.
const std::set<std::string> not_measured = {
    "add_foreign_key_on_new_table", // that of add_foreign_key on a table without rows
    "add_required_column",          // fails on a table with rows
};

struct Seen {
  Lock lock = Lock::none;
  Lock other = Lock::none;
  Measured measured;
};

Lock lock_of(const std::vector<SeenLock>& locks, const std::string& relation) {
  for (const SeenLock& seen : locks)
    if (seen.relation == relation) return seen.lock;
  return Lock::none;
}

/// The lock that this session holds on an index, which the oracle leaves out.
Lock index_lock(Connection& connection, const std::string& oid) {
  const auto rows = query(connection, "SELECT mode FROM pg_locks WHERE pid = pg_backend_pid() AND relation = " + oid);
  REQUIRE(rows.size() == 1);
  CHECK(rows[0][0] == "ShareUpdateExclusiveLock");
  return Lock::share_update_exclusive;
}

Seen look(const Fact& fact, int major) {
  const Database database(major);
  Connection connection = database.connect();
  connection.exec(world);
  if (*fact.before != '\0') connection.exec(fact.before);
  Seen seen;
  if (fact.form.transaction == Transaction::outside) {
    Connection holder = database.connect();
    Connection watcher = database.connect();
    seen.measured = run_measured_outside(connection, holder, watcher, fact.sql, "public.t");
  } else {
    const std::string relation = fact.relation;
    const std::string oid = query(connection, "SELECT '" + relation + "'::regclass::oid")[0][0];
    connection.exec("BEGIN");
    seen.measured = run_measured(connection, fact.sql, "public." + relation);
    if (relation == "ix") seen.lock = index_lock(connection, oid);
    connection.exec("ROLLBACK");
  }
  // After a rename the relation goes by its new name.
  seen.lock = std::max({seen.lock, lock_of(seen.measured.locks, std::string("public.") + fact.relation),
                        lock_of(seen.measured.locks, "public.n")});
  seen.other = lock_of(seen.measured.locks, "public.r");
  return seen;
}

/// What a statement outside a transaction builds can not be seen from another session.
Cost cost_of(const Fact& fact, const Measured& measured) {
  if (fact.form.transaction == Transaction::outside || &fact.form == &column::analyze) return fact.form.cost;
  if (measured.rewrote_table) return Cost::rewrite;
  if (measured.built_index) return Cost::build;
  return measured.scanned ? Cost::scan : Cost::catalog;
}

} // namespace

TEST_CASE("forms: lock, second lock and cost are those that every major shows") {
  for (const int major : majors)
    for (const Fact& fact : facts) {
      if (major < fact.since) continue;
      CAPTURE(major);
      CAPTURE(fact.form.code);
      CAPTURE(fact.sql);
      const Seen seen = look(fact, major);
      // Reading a definition harms nobody.
      const auto counts = [](Lock lock) { return lock <= Lock::access_share ? Lock::none : lock; };
      CHECK(to_text(counts(seen.lock)) == to_text(fact.form.lock));
      CHECK(to_text(counts(seen.other)) == to_text(fact.form.other));
      CHECK(to_text(cost_of(fact, seen.measured)) == to_text(fact.form.cost));
    }
}

TEST_CASE("forms: every one of the headers is measured") {
  std::set<std::string> measured = not_measured;
  for (const Fact& fact : facts) measured.insert(std::string(fact.form.code));
  for (const char* header : {"column.hpp", "constraint_forms.hpp", "index.hpp", "table.hpp", "view.hpp"}) {
    const std::string text = read_file(repository() / "src" / "kinds" / header);
    const std::string mark = ".code = \"";
    std::size_t codes = 0;
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1), ++codes) {
      const std::size_t begin = at + mark.size();
      const std::string code = text.substr(begin, text.find('"', begin) - begin);
      CHECK_MESSAGE(measured.contains(code), header << ": " << code);
    }
    CHECK(codes > 0);
  }
}

} // namespace lockstep::test
