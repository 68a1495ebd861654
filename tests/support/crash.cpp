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

bool is_moment(const std::string& said) {
  return said.find(".sql: ") != std::string::npos || (said.size() > 2 && said[2] >= '0' && said[2] <= '9');
}

int count_moments(const Prepared& prepared) {
  const std::string database = server_of().clone_database(prepared.database);
  int moments = 0;
  const Applied applied = apply(database, prepared, [&](const std::string& said) { moments += is_moment(said); });
  CHECK_MESSAGE(applied.stopped_at.empty(), applied.why);
  server_of().drop_database(database);
  return moments;
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
