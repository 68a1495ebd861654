// See the header.
#include "support/crash.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "catalog/read.hpp"
#include "diff/report.hpp"
#include "emit/native.hpp"
#include "kinds/partition.hpp"
#include "live/apply_bench.hpp"
#include "plan/witness.hpp"
#include "support/golden.hpp"
#include "support/plans.hpp"
#include "support/server.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <map>
#include <sys/mman.h>

namespace lockstep::test {

Prepared prepare(const std::string& from_text, const std::string& to_text, const std::string& rows) {
  const Realised from = realise_text(from_text);
  const Realised to = realise_text(to_text);
  Prepared prepared{from.database, to.state, {}};
  for (const Migration& file : prove_between(from, to).files)
    prepared.chain.push_back(make_file(native_file_name(file), write_native(file)));
  Connection connection(from.database);
  std::set<Id> tables;
  for (const auto& [id, object] : from.state.objects())
    if (id.kind == "table") tables.insert(id);
  const std::set<Id> filled = insert_witnesses(connection, tables);
  // A row of a partition is one of its table, and not every partition takes the row.
  std::erase_if(tables, [&](const Id& table) {
    return partition::is_partitioned(from.state, table) || !partition::parent_of(from.state, table).path.empty();
  });
  CHECK(std::includes(filled.begin(), filled.end(), tables.begin(), tables.end()));
  if (!rows.empty()) connection.exec(rows);
  return prepared;
}

Prepared prepare_golden(const std::string& name) {
  const auto folder = golden_folder("plan") / name;
  const std::string from = read_file(folder / "from.toml");
  // What the new rules of the case ask of the rows.
  static const std::map<std::string, std::string> fitting = {
      {"check", "UPDATE orders SET total = 5"},
      {"check-changed", "UPDATE orders SET total = 5"},
      {"domain-changed", "UPDATE t SET x = 5"},
      {"expand-partition-table",
       "UPDATE items SET order_id = (SELECT id FROM orders), region = (SELECT region FROM orders)"},
      {"partition-attached", "UPDATE orders_2025 SET created_at = '2025-05-05'"},
      {"partition-keys", "DELETE FROM t"}};
  const auto rows = fitting.find(name);
  return prepare(from, read_file(folder / "to.toml"), rows == fitting.end() ? "" : rows->second);
}

Applied apply(const std::string& database, const Prepared& prepared,
              const std::function<void(const std::string&)>& on_say) {
  ApplyOptions options;
  options.max_wait_seconds = 60;
  options.tool_version = "test";
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
  const State reached = read_state(connection);
  const std::vector<Change> left = diff_states(reached, prepared.to);
  CHECK_MESSAGE(left.empty(), join(describe_changes(left), "\n"));
  CHECK(query(connection, "SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid").empty());
}

} // namespace lockstep::test
