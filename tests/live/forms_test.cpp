// Each form against the facts: its statement is measured again on every major, and lock, second lock and cost are
// exactly those that the form says. The proof of a plan takes a form as a bound; here it is an equation.
#include "base/files.hpp"
#include "base/text.hpp"
#include "kinds/column.hpp"
#include "kinds/materialized_view.hpp"
#include "live/form_facts.hpp"
#include "plan/measure.hpp"
#include "plan/recipes/expand.hpp"
#include "support/paths.hpp"
#include "support/server.hpp"

#include <doctest/doctest.h>
#include <filesystem>
#include <map>
#include <set>
#include <utility>

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

/// Forms whose statement by itself tells nothing.
const std::map<std::string, std::string> not_measured = {
    {"add_foreign_key_on_new_table", "that of add_foreign_key on a table without rows"},
    {"set_schema", "afterwards the relation goes by a name in another schema"},
    {"add_required_column", "fails on a table with rows"},
    {"create_function_in_c", "that of create_function, with another right"},
    {"create_untrusted_extension", "that of create_extension, with another right"},
    {"upsert_rows", "locks rows; tests/live/rows_test.cpp runs it beside readers and writers"},
    {"delete_rows", "locks rows; tests/live/rows_test.cpp runs it beside readers and writers"},
    {"create_role", "roles are the server's, and no table is locked"},
    {"alter_role", "roles are the server's, and no table is locked"},
    {"alter_role_weaker", "roles are the server's, and no table is locked"},
    {"alter_role_set", "roles are the server's, and no table is locked"},
    {"security_label_on_role", "roles are the server's, and no table is locked"},
    {"set_password", "roles are the server's, and no table is locked"},
    {"grant_role", "roles are the server's, and no table is locked"},
    {"revoke_role", "roles are the server's, and no table is locked"},
    {"comment_on_role", "roles are the server's, and no table is locked"},
    {"rename_role", "roles are the server's, and no table is locked"},
    {"drop_role", "roles are the server's, and no table is locked"},
    {"security_label", "needs a provider; tests/live/security_label_test.cpp has one"},
    {"count_on", "sets a sequence; tests/live/rows_test.cpp runs it"},
    {"drop_sql", "the statements of a user"},
    {"run_sql", "the statements of a user"},
    {"rename_enum_value", "no table is locked, as with add_enum_value"},
    {"remove_enum_value", "no statement: refused"},
    {"refused_type_change", "no statement: refused"},
    {"retype_domain", "no statement: refused"},
    {"detach_partition_concurrently", "waits without a lock that could be read"},
    {"finalize_detach", "only after a DETACH that was interrupted: partition_test.cpp"},
    {"complete_index", "always replaced by a recipe"},
    {"set_tablespace", "needs a tablespace, as the golden plans have; held against the proof there"},
};

struct Seen {
  Lock lock = Lock::none;
  Lock other = Lock::none;
  Measured measured;
  bool read = false; ///< a table was read from its first row on
};

Lock lock_of(const std::vector<SeenLock>& locks, const std::string& relation) {
  for (const SeenLock& seen : locks)
    if (seen.relation == relation) return seen.lock;
  return Lock::none;
}

/// "SHARE UPDATE EXCLUSIVE" of "ShareUpdateExclusiveLock"
std::string words_of(const std::string& mode) {
  std::string words;
  for (const char letter : mode.substr(0, mode.size() - 4)) {
    if (letter >= 'A' && letter <= 'Z' && !words.empty()) words += ' ';
    words += letter;
  }
  return upper(words);
}

/// The lock that this session holds on an index, a sequence or a foreign table, which the oracle leaves out.
Lock own_lock(Connection& connection, const std::string& oid) {
  Lock strongest = Lock::none;
  for (const auto& row :
       query(connection, "SELECT mode FROM pg_locks WHERE pid = pg_backend_pid() AND relation = " + oid))
    for (int lock = 0; lock <= static_cast<int>(Lock::access_exclusive); ++lock)
      if (to_text(static_cast<Lock>(lock)) == words_of(row[0]))
        strongest = std::max(strongest, static_cast<Lock>(lock));
  return strongest;
}

/// Those that a transaction block refuses; a batch of a backfill is measured as one.
bool runs_outside(const Form& form) { return form.transaction == Transaction::outside && &form != &expand::backfill; }

void look_inside(Connection& connection, const Fact& fact, Seen& seen) {
  const std::string relation = fact.relation;
  const std::string oid = query(connection, "SELECT '" + relation + "'::regclass::oid")[0][0];
  const std::string reads = "SELECT sum(seq_scan) FROM pg_stat_xact_user_tables";
  connection.exec("BEGIN");
  const auto before = std::stol(query(connection, reads)[0][0]);
  seen.measured = run_measured(connection, fact.sql, "public." + relation);
  seen.read = std::stol(query(connection, reads)[0][0]) > before;
  if (relation == "ix" || relation == "sq" || relation == "ft") seen.lock = own_lock(connection, oid);
  connection.exec("ROLLBACK");
}

Seen settled(const Fact& fact, Seen seen) {
  // After a rename the relation goes by its new name.
  seen.lock = std::max({seen.lock, lock_of(seen.measured.locks, std::string("public.") + fact.relation),
                        lock_of(seen.measured.locks, "public.n")});
  // Where the form's own object is no relation, "other" are the tables that use it.
  seen.other = lock_of(seen.measured.locks, std::string("public.") + fact.other);
  if (fact.form.lock == Lock::none) seen.other = std::max(seen.other, std::exchange(seen.lock, Lock::none));
  return seen;
}

/// The world alone, in which every statement that needs no more is tried and rolled back.
struct World {
  explicit World(int major) : database(major), connection(database.connect()) { connection.exec(world); }
  Database database;
  Connection connection;
};

Seen look(World& shared, const Fact& fact, int major) {
  Seen seen;
  if (*fact.before == '\0' && !runs_outside(fact.form)) {
    look_inside(shared.connection, fact, seen);
    return settled(fact, seen);
  }
  const World own(major);
  const Database& database = own.database;
  Connection connection = database.connect();
  if (*fact.before != '\0') connection.exec(fact.before);
  if (runs_outside(fact.form)) {
    Connection holder = database.connect();
    Connection watcher = database.connect();
    seen.measured = run_measured_outside(connection, holder, watcher, fact.sql, "public.t");
  } else {
    look_inside(connection, fact, seen);
  }
  return settled(fact, seen);
}

/// What a statement outside a transaction builds can not be seen from another session.
Cost cost_of(const Fact& fact, const Seen& seen) {
  if (runs_outside(fact.form) || &fact.form == &column::analyze) return fact.form.cost;
  if (seen.measured.rewrote_table) return Cost::rewrite;
  // A concurrent refresh has an index on the differences, which nobody else sees.
  if (seen.measured.built_index && &fact.form != &materialized_view::refresh) return Cost::build;
  return seen.measured.scanned || seen.read ? Cost::scan : Cost::catalog;
}

std::vector<Fact> all_facts() {
  std::vector<Fact> facts(facts_of_tables().begin(), facts_of_tables().end());
  for (const Fact& fact : facts_of_partitions()) facts.push_back(fact);
  for (const Fact& fact : facts_of_objects()) facts.push_back(fact);
  for (const Fact& fact : facts_of_code()) facts.push_back(fact);
  return facts;
}

/// The codes of all forms that the sources define, wherever they stand.
std::set<std::string> defined_codes() {
  std::set<std::string> codes;
  const std::string mark = ".code = \"";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(repository() / "src")) {
    if (entry.path().extension() != ".hpp" && entry.path().extension() != ".cpp") continue;
    const std::string text = read_file(entry.path());
    for (std::size_t at = text.find("Form "); at != std::string::npos; at = text.find("Form ", at + 1)) {
      const std::size_t open = text.find_first_of("{;", at);
      const std::size_t begin = open == std::string::npos ? open : text.find_first_not_of(" \n", open + 1);
      if (begin == std::string::npos || text[open] != '{' || text.compare(begin, mark.size(), mark) != 0) continue;
      codes.insert(text.substr(begin + mark.size(), text.find('"', begin + mark.size()) - begin - mark.size()));
    }
  }
  return codes;
}

} // namespace

TEST_CASE("forms: lock, second lock and cost are those that every major shows") {
  for (const int major : majors) {
    World shared(major);
    for (const Fact& fact : all_facts()) {
      if (major < fact.since) continue;
      CAPTURE(major);
      CAPTURE(fact.form.code);
      CAPTURE(fact.sql);
      const Seen seen = look(shared, fact, major);
      // Reading a definition harms nobody.
      const auto counts = [](Lock lock) { return lock <= Lock::access_share ? Lock::none : lock; };
      CHECK(to_text(counts(seen.lock)) == to_text(counts(fact.form.lock)));
      CHECK(to_text(counts(seen.other)) == to_text(counts(fact.form.other)));
      CHECK(to_text(cost_of(fact, seen)) == to_text(fact.form.cost));
    }
  }
}

TEST_CASE("forms: every one that the sources define is measured, or it is said why not") {
  std::set<std::string> measured;
  for (const Fact& fact : all_facts()) measured.insert(std::string(fact.form.code));
  const std::set<std::string> defined = defined_codes();
  CHECK(defined.size() > 100);
  for (const std::string& code : defined) CHECK_MESSAGE((measured.contains(code) || not_measured.contains(code)), code);
  for (const auto& entry : not_measured) {
    const std::string& code = entry.first;
    CHECK_MESSAGE((defined.contains(code) && !measured.contains(code)), code);
  }
}

} // namespace lockstep::test
