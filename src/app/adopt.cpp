// Written, made in the shadow, read back and compared, until nothing differs.
#include "app/adopt.hpp"

#include "base/text.hpp"
#include "catalog/read.hpp"
#include "diff/report.hpp"
#include "kinds/kinds.hpp"
#include "model/field_value.hpp"
#include "shadow/realise.hpp"
#include "toml/schema.hpp"

namespace lockstep {

namespace {

/// What was written, made in the shadow; its mistakes are what the server would not take.
Loaded realise_pulled(Project& project, const std::string& text, const std::string& name, Diagnostics& mistakes) {
  Declared declared = read_schema_text(text, name);
  Loaded again;
  again.label = name;
  again.database = project.shadow().create_database();
  Connection connection(again.database);
  realise(connection, declared.state, declared.diagnostics);
  again.state = with_intent(read_state(connection, project.reading()), declared.state, project.config().manage);
  mistakes = declared.diagnostics;
  return again;
}

} // namespace

void take_for_whole(State& state) {
  const State read = state;
  for (const auto& [id, object] : read.objects()) {
    const Field* invalid = find_field(*object.kind, "invalid");
    if (invalid == nullptr || invalid->get(object.body.get()) != Value(true)) continue;
    const Object& half = object;
    state.put(with_fields_of(
        half, [&](const Field& field) { return field.key == "invalid" || field.key == "missing" ? nullptr : &half; }));
    state.unknown.push_back("that " + to_text(id) + " is INVALID: it counts as built");
  }
}

std::string proven_toml(Project& project, Loaded& live, const std::string& name) {
  const State read = with_plain_rows(live.state);
  const std::string hint =
      read.unknown.empty() ? std::string()
                           : "Objects that lockstep does not model yet are left out and may be what is missing:\n  " +
                                 join(read.unknown, "\n  ");
  for (WriteOptions options;;) {
    std::string text = write_schema(read, options);
    Diagnostics mistakes;
    Loaded again = realise_pulled(project, text, name, mistakes);
    project.level(live, again);
    const std::vector<Change> left = diff_states(live.state, again.state);
    if (!mistakes.has_errors() && left.empty()) return text;
    if (options.spell_out_all && mistakes.has_errors())
      throw proof_error("what was pulled can not be created again:\n" + mistakes.text(), hint);
    if (options.spell_out_all)
      throw proof_error("what was pulled does not mean what was read:\n  " + join(describe_changes(left), "\n  "),
                        hint);
    options.spell_out_all = left.empty() || !options.spelled_out.empty();
    for (const Change& change : left) options.spelled_out.insert(change.id());
  }
}

Emitted baseline_of(Project& project, const Dialect& dialect, const Folder& before, const Loaded& wanted) {
  const Loaded nothing = project.load_chain({}, "an empty database");
  const PlanRequest request{"baseline", fresh_version(dialect.read(before)), {"all"}, "none"};
  return emit_into(dialect, before, cut_to_fit(dialect, plan_between(project, nothing, wanted, request).files));
}

} // namespace lockstep
