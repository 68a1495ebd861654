// From two texts of TOML to a proven plan, on the test server.
#include "support/plans.hpp"

#include "app/expansions.hpp"
#include "app/renames.hpp"
#include "catalog/read.hpp"
#include "diff/report.hpp"
#include "emit/native.hpp"
#include "kinds/kinds.hpp"
#include "plan/hazard.hpp"
#include "plan/measure_changes.hpp"
#include "plan/prove.hpp"
#include "plan/segment.hpp"
#include "run/stand_in.hpp"
#include "shadow/realise.hpp"
#include "support/server.hpp"
#include "toml/schema.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <memory>

namespace lockstep::test {

Realised realise_text(const std::string& toml, int major) {
  INFO(toml);
  return realise_declared(read_schema_text(toml, "schema.toml"), major);
}

Realised realise_declared(Declared declared, int major) {
  Realised result;
  result.database = server_of(major).create_database();
  Connection connection(result.database);
  realise(connection, declared.state, declared.diagnostics);
  REQUIRE_MESSAGE(!declared.diagnostics.has_errors(), declared.diagnostics.text());
  result.declared = declared.state;
  result.state = read_with_rows_of(result, declared.state);
  return result;
}

State read_with_rows_of(const Realised& realised, const State& declared) {
  Connection connection(realised.database);
  ReadOptions options;
  options.contents = contents_of(declared);
  return with_intent(read_state(connection, options), realised.declared);
}

void keep_roles_of(const Realised& one, const Realised& other) {
  const auto has_roles = [](const Realised& side) {
    const auto& objects = side.declared.objects();
    return std::any_of(objects.begin(), objects.end(), [](const auto& entry) { return entry.second.kind->of_server; });
  };
  if (!has_roles(one) && !has_roles(other)) return;
  for (const Realised* side : {&one, &other}) keep_roles(*std::make_unique<Connection>(side->database));
}

Realised realise_nothing(int major) {
  Realised result;
  result.database = server_of(major).create_database();
  Connection connection(result.database);
  result.state = read_state(connection);
  return result;
}

ProvenPlan prove_between(const Realised& before, const Realised& to, int major) {
  ProvenPlan result;
  State start = before.state;
  say_usual(start, to.state, std::string(Connection(before.database).exec("SELECT current_user").get(0, 0)));
  spell_grants(start, to.state);
  ReadOptions reading;
  reading.contents = contents_of(to.declared);
  const Renamed renamed = resolve_renames({[&] { return before.database; }, reading}, start, to.state, {});
  const State& from = *renamed.from;
  const std::vector<Change> changes = diff_states(from, to.state);
  result.changes = describe(renamed, changes);
  const std::string scratch = server_of(major).clone_database(before.database);
  Verdicts verdicts = measure_changes(scratch, renamed.steps, from, to.state, changes);
  Shadow& shadow = server_of(major);
  const auto ground_of_to = [&] { return to.database; };
  const Expanded middle = find_middle(from, to.state, changes, verdicts, {}, ground_of_to, reading);
  verdicts.views = find_views_beside(from, to.state, middle, ground_of_to, reading);
  result.plan =
      middle.empty() ? make_plan(from, to.state, changes, verdicts) : make_plan(from, middle, to.state, verdicts);
  prepend(result.plan, renamed);
  if (refusals_of(result.plan, {"all"}).empty()) prove_plan(scratch, result.plan, from, to.state);
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
