// What a swap takes along: views that stand on what goes, and the numbers of sequences.
#include "kinds/access.hpp"
#include "kinds/kinds.hpp"
#include "plan/recipes/expand.hpp"
#include "plan/recipes/views_beside.hpp"

#include <algorithm>

namespace lockstep::expand {

void Clearing::clear(const Id& on, const State& before, const State& after, Steps& steps, bool goes) {
  for (const Id& dependent : before.dependents(on)) {
    const Object* was = before.find(dependent);
    const Object* will_be = after.find(dependent);
    if (was == nullptr || will_be == nullptr || !(goes || was->kind->rebuilt_around) ||
        !cleared.insert(dependent).second)
      continue;
    clear(dependent, before, after, steps, true);
    Steps all;
    const auto twin =
        std::find_if(beside.begin(), beside.end(), [&](const Twin& one) { return one.declared == dependent; });
    if (twin != beside.end() && twin->declared.path.size() > 2) continue; // an index, which comes with its view
    if (twin != beside.end()) {
      recipes::push_swap(*twin, recipes::indexes_of(dependent, beside), all);
      push_access(*was, *will_be, differing(*was, *will_be), after, all);
    } else if (goes && dependent.path.parent() == on.path) {
      create_steps(*will_be, after, all);
    } else if (was->kind->recreate != nullptr) {
      was->kind->recreate(*was, *will_be, after, all);
      push_access(*was, *will_be, differing(*was, *will_be), after, all);
    } else {
      was->kind->drop(*was, before, all);
      for (Step& step : all) step.breaks.push_back(dependent);
      create_steps(*will_be, after, all);
    }
    back.emplace_back();
    for (Step& step : all) {
      const bool away = !step.breaks.empty();
      step.breaks.clear();
      (away ? steps : back.back()).push_back(step);
    }
  }
}

void Clearing::restore(Steps& steps) const {
  for (auto one = back.rbegin(); one != back.rend(); ++one) steps.insert(steps.end(), one->begin(), one->end());
}

static std::string sequence_of(const Id& column) {
  return "pg_get_serial_sequence(" + quote_literal(table_sql(column)) + ", " + quote_literal(column.name()) + ")";
}

std::string continue_sequence_sql(const Id& old, const Id& fresh) {
  const std::string before = sequence_of(old);
  return "DO $$\nBEGIN\n  -- ALTER SEQUENCE stops nextval() in other sessions until the commit.\n"
         "  EXECUTE format('ALTER SEQUENCE %s AS bigint', " +
         before + ");\n  EXECUTE format('SELECT setval(%L, last_value, is_called) FROM %s',\n    " +
         sequence_of(fresh) + ",\n    " + before + ");\nEND\n$$";
}

std::string name_sequence_sql(const Id& column) {
  const std::string name = column.path[1] + "_" + column.name() + "_seq";
  if (name.size() > max_identifier_bytes) return {};
  return "DO $$\nBEGIN\n  IF to_regclass(" + quote_literal(qualified(column.path[0], name)) +
         ") IS NULL THEN\n    EXECUTE format('ALTER SEQUENCE %s RENAME TO %I', " + sequence_of(column) + ", " +
         quote_literal(name) + ");\n  END IF;\nEND\n$$";
}

} // namespace lockstep::expand
