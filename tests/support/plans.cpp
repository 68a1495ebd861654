// From two texts of TOML to a proven plan, on the test server.
#include "support/plans.hpp"

#include "app/expansions.hpp"
#include "catalog/read.hpp"
#include "diff/report.hpp"
#include "emit/native.hpp"
#include "plan/measure_changes.hpp"
#include "plan/prove.hpp"
#include "plan/segment.hpp"
#include "shadow/realise.hpp"
#include "support/server.hpp"
#include "toml/schema.hpp"

#include <doctest/doctest.h>

namespace lockstep::test {

Realised realise_text(const std::string& toml, int major) {
  Declared declared = read_schema_text(toml, "schema.toml");
  Realised result;
  result.database = server_of(major).create_database();
  Connection connection(result.database);
  realise(connection, declared.state, declared.diagnostics);
  INFO(toml);
  REQUIRE_MESSAGE(!declared.diagnostics.has_errors(), declared.diagnostics.text());
  result.state = with_intent(read_state(connection), declared.state);
  return result;
}

Realised realise_nothing(int major) {
  Realised result;
  result.database = server_of(major).create_database();
  Connection connection(result.database);
  result.state = read_state(connection);
  return result;
}

ProvenPlan prove_between(const Realised& from, const Realised& to, int major) {
  ProvenPlan result;
  const std::vector<Change> changes = diff_states(from.state, to.state);
  result.changes = describe_changes(changes);
  const std::string scratch = server_of(major).clone_database(from.database);
  const Verdicts verdicts = measure_changes(scratch, {}, from.state, to.state, changes);
  Shadow& shadow = server_of(major);
  const Expanded middle = find_middle(
      from.state, to.state, changes, verdicts, {}, [&] { return to.database; }, ReadOptions{});
  result.plan = middle.expansions.empty() ? make_plan(from.state, to.state, changes, verdicts)
                                          : make_plan(from.state, middle, to.state, verdicts);
  if (refusals_of(result.plan, {"all"}).empty()) prove_plan(scratch, result.plan, from.state, to.state);
  shadow.drop_database(scratch);
  result.files = segment(result.plan, "case", "20260101000000", {});
  return result;
}

std::string text_of(const std::vector<Migration>& files) {
  std::string text;
  for (const Migration& file : files) text += "==> " + native_file_name(file) + "\n" + write_native(file) + "\n";
  return text;
}

} // namespace lockstep::test
