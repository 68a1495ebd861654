// See the header.
#include "support/crash.hpp"

#include "base/files.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"
#include "catalog/read.hpp"
#include "diff/report.hpp"
#include "emit/native.hpp"
#include "kinds/kinds.hpp"
#include "kinds/partition.hpp"
#include "live/apply_bench.hpp"
#include "plan/witness.hpp"
#include "support/golden.hpp"
#include "support/plan_cases.hpp"
#include "support/plans.hpp"
#include "support/server.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <doctest/doctest.h>
#include <map>
#include <sys/mman.h>

namespace lockstep::test {

namespace {

namespace fs = std::filesystem;

/// Ways that are not run, and why.
const std::map<std::string, std::string> exceptions = {
    {"role", "roles are the server's, one run of a way would be in the way of the next"},
    {"role/back", "as role"},
    {"role-changed", "as role"},
    {"role-changed/back", "as role"},
    {"role-renamed", "as role"},
    {"role-renamed/back", "as role"},
    {"security-label", "no server here has loaded the provider"},
    {"security-label/back", "as security-label"}};

/// What the new rules of a way ask of the rows, and rows that no plain values make.
const std::map<std::string, std::string> fitting = {
    {"check", "UPDATE orders SET total = 5"},
    {"check-changed", "UPDATE orders SET total = 5"},
    {"check-changed/back", "INSERT INTO orders (total) VALUES (5)"},
    {"column-not-null-filled/back", "INSERT INTO parts (id, weight, spot) VALUES (1, 2, ROW(0, 0))"},
    {"column-type-of-referenced-key",
     "INSERT INTO customers VALUES (1, 'a@b'); INSERT INTO old_customers VALUES (1, 'a@b')"},
    {"column-type-of-referenced-key/back",
     "INSERT INTO customers VALUES (1, 'a@b'); INSERT INTO old_customers VALUES (1, 'a@b')"},
    {"column-type-text-to-number", "UPDATE orders SET size = '5', weight = '7'"},
    {"column-type-text-to-number/back", "INSERT INTO orders (id, size, weight) VALUES (1, 5, 7)"},
    {"column-type-with-narrowed-check", "UPDATE orders SET note = 'some', code = 'some', number = 50"},
    {"column-type-with-narrowed-check/back",
     "INSERT INTO orders (id, note, code, number) VALUES (1, 'some', 'some', 50)"},
    {"dependencies/back", "INSERT INTO accounts (id, email) VALUES (1, 'a@b')"},
    {"domain/back", "INSERT INTO users (mail) VALUES ('a@bc')"},
    {"domain-changed", "UPDATE t SET x = 5"},
    {"domain-changed/back", "INSERT INTO t VALUES (5)"},
    {"enum-label-renamed/back", "UPDATE orders SET status = 'new'"},
    {"enum-label-renamed-and-removed/back", "UPDATE orders SET status = 'ok', moods = '{ok}'"},
    {"enum-value-used-as-default/back", "UPDATE orders SET note = 'sad'"},
    {"expand-enum-composite", "INSERT INTO orders (id, mark) VALUES (1, ROW('low', '2026-01-01', '{}'))"},
    {"expand-enum-composite/back", "INSERT INTO orders (id, mark) VALUES (1, ROW('low', '2026-01-01', '{}'))"},
    {"expand-partition-table",
     "UPDATE items SET order_id = (SELECT id FROM orders), region = (SELECT region FROM orders)"},
    {"partition-attached", "UPDATE orders_2025 SET created_at = '2025-05-05'"},
    {"partition-attached-not-null", "UPDATE orders_2026 SET day = '2026-05-05'"},
    {"partition-comes-and-goes/back", "UPDATE events_rest SET kind = 9"},
    {"partition-detached/back", "UPDATE orders_2025 SET created_at = '2025-05-05'"},
    {"partition-keys", "DELETE FROM t"},
    {"partition-with-foreign-key", "UPDATE asian_orders SET region = 'asia'"},
    {"rows-changed", "DELETE FROM shops WHERE id > 2; DELETE FROM regions WHERE length(code) = 1"},
    {"rows-changed/back", "DELETE FROM shops WHERE id > 10; DELETE FROM regions WHERE length(code) = 1"},
    {"rows-written-in-between/back", "DELETE FROM shops WHERE code NOT IN ('a', 'b')"},
    {"table-dropped-with-foreign-keys/back", "UPDATE lines SET order_id = NULL"},
    {"temporal", "INSERT INTO rooms VALUES ('[1,2)', '[2026-01-01,2026-02-01)', '[1,2)'); INSERT INTO d TABLE rooms; "
                 "UPDATE a SET during = '[2026-01-01,2026-02-01)'; UPDATE b SET during = '[2026-01-01,2026-02-01)'; "
                 "INSERT INTO halls SELECT id, during FROM rooms; UPDATE f SET (id, during) = (SELECT * FROM halls)"},
    {"temporal/back", "INSERT INTO rooms VALUES ('[1,2)', '[2026-01-01,2026-02-01)', '[1,2)'); INSERT INTO a TABLE "
                      "rooms; INSERT INTO b TABLE rooms; INSERT INTO c TABLE rooms; DELETE FROM d; INSERT INTO d TABLE "
                      "rooms; INSERT INTO halls SELECT id, during FROM rooms; UPDATE f SET (id, during) = (SELECT * "
                      "FROM halls)"},
    {"varchar-in-list", "UPDATE orders SET status = 'new'"},
    {"varchar-in-list/back", "INSERT INTO orders (id, status) VALUES (1, 'new'); INSERT INTO parcels (size, status) "
                             "VALUES ('S', 'new')"}};

/// What files take from the environment.
constexpr std::array<const char*, 6> secrets = {
    "OTHER_PASSWORD", "ANY_PASSWORD", "REP_PASSWORD", "SHOP_APP_PASSWORD", "A", "B"};

constexpr std::string_view back = "/back";

bool is_way_back(const std::string& way) { return way.ends_with(back); }

fs::path folder_of(const std::string& way) {
  return golden_folder("plan") / (is_way_back(way) ? way.substr(0, way.size() - back.size()) : way);
}

bool has_plan(const fs::path& file) { return !read_file(file).starts_with("refused: "); }

} // namespace

std::string Prepared::clone() const { return server_of(major).clone_database(database); }

void Prepared::drop(const std::string& copy) const { server_of(major).drop_database(copy); }

std::vector<std::string> golden_ways() {
  std::vector<std::string> ways;
  for (const fs::path& folder : golden_cases("plan")) {
    const std::string name = folder.filename().string();
    if (has_plan(folder / "plan.sql")) ways.push_back(name);
    if (has_plan(folder / "back.sql")) ways.push_back(name + std::string(back));
  }
  for (const auto& exception : exceptions) {
    const std::string& way = exception.first;
    CHECK_MESSAGE(std::erase(ways, way) == 1, way << " is no golden plan that is accepted, and needs no exception");
  }
  return ways;
}

std::vector<std::string> golden_ways_of_today(std::size_t shares) {
  const char* asked = std::getenv("LOCKSTEP_ALL_CRASHES");
  const std::string_view wanted = asked == nullptr || std::string_view(asked) == "1" ? "" : asked;
  const auto today = static_cast<std::size_t>(std::time(nullptr)) / (24UL * 60 * 60);
  std::vector<std::string> ways;
  std::size_t number = 0;
  for (const std::string& way : golden_ways())
    if (asked == nullptr ? number++ % shares == today % shares : way.find(wanted) != std::string::npos)
      ways.push_back(way);
  return ways;
}

Prepared prepare(const std::string& from_text, const std::string& to_text, const std::string& rows, int major) {
  Realised from = realise_text(from_text, major);
  const Realised to = realise_text(to_text, major);
  keep_roles_of(from, to);
  Prepared prepared{from.database, to.state, {}, {}, major};
  say_usual(from.state, prepared.to, std::string(Connection(from.database).exec("SELECT current_user").get(0, 0)));
  if (!contents_of(from.declared).empty() || !contents_of(to.declared).empty()) {
    from.state = read_with_rows_of(from, to.declared);
    prepared.reading.contents = contents_of(to.declared);
  }
  for (const Migration& file : prove_between(from, to, major).files)
    prepared.chain.push_back(make_file(native_file_name(file), write_native(file)));
  Connection connection(from.database);
  std::set<Id> tables;
  for (const auto& [id, object] : from.state.objects())
    if (id.kind == "table") tables.insert(id);
  (void)insert_witnesses(connection, tables);
  if (!rows.empty()) connection.exec(rows);
  if (rows.starts_with("DELETE ")) return prepared;
  for (const Id& table : tables) {
    // A row of a partition is one of its table, and not every partition takes the row.
    if (partition::is_partitioned(from.state, table) || !partition::parent_of(from.state, table).path.empty()) continue;
    const std::string name = qualified(table.path);
    CHECK_MESSAGE(!query(connection, "SELECT FROM " + name + " LIMIT 1").empty(), name << " has no row");
  }
  return prepared;
}

Prepared prepare_golden(const std::string& way) {
  for (const char* secret : secrets) ::setenv(secret, "secret", 1);
  const fs::path folder = folder_of(way);
  const std::string one = read_file(folder / "from.toml");
  const std::string other = read_file(folder / "to.toml");
  const auto rows = fitting.find(way);
  const std::string changed = rows == fitting.end() ? "" : rows->second;
  const int major = major_of_case(folder);
  return is_way_back(way) ? prepare(other, one, changed, major) : prepare(one, other, changed, major);
}

Applied apply(const std::string& database, const Prepared& prepared,
              const std::function<void(const std::string&)>& on_say) {
  ApplyOptions options;
  options.max_wait_seconds = 60;
  options.tool_version = "test";
  options.force = {"dependents"}; // functions by their texts and grants to others, which stay
  options.reason = "test";
  options.say = on_say;
  Connection connection(database);
  return apply_chain(connection, prepared.chain, options);
}

static bool begins_statement(const std::string& said) {
  const std::size_t end = said.find_first_not_of("0123456789", 2);
  return said.starts_with("  ") && end != std::string::npos && end > 2 && said.compare(end, 4, " of ") == 0;
}

static bool begins_file(const std::string& said) { return said.find(".sql: ") != std::string::npos; }

bool is_moment(const std::string& said) { return begins_file(said) || begins_statement(said); }

constexpr std::size_t shared_bytes = 4096;

Progress::Progress()
    : last_(static_cast<char*>(
          ::mmap(nullptr, shared_bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))) {
  REQUIRE(static_cast<void*>(last_) != MAP_FAILED);
}

Progress::~Progress() { ::munmap(last_, shared_bytes); }

bool Progress::is_new(const std::string& said) {
  if (!is_moment(said)) return false;
  std::string number = "000";
  if (begins_file(said))
    file_ = said.substr(0, said.find(".sql: "));
  else
    number = said.substr(2, said.find(" of ") - 2);
  const std::string moment = file_ + " " + std::string(3 - std::min<std::size_t>(3, number.size()), '0') + number;
  if (moment <= last_) return false;
  std::copy_n(moment.c_str(), moment.size() + 1, last_);
  return true;
}

void expect_end(const std::string& database, const Prepared& prepared) {
  const Applied applied = apply(database, prepared, {});
  CHECK_MESSAGE(applied.stopped_at.empty(), applied.why);
  Connection connection(database);
  State reached = read_state(connection, prepared.reading);
  spell_grants(reached, prepared.to); // of an owner that stays, as nothing is said of it
  const std::vector<Change> left = diff_states(reached, prepared.to);
  CHECK_MESSAGE(left.empty(), join(describe_changes(left), "\n"));
  CHECK(query(connection, "SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid").empty());
}

} // namespace lockstep::test
