// See the header.
#include "app/runner_objects.hpp"

#include "run/history.hpp"

#include <algorithm>

namespace lockstep {

void leave_out(State& state, const std::vector<std::string>& tables) {
  const auto is_of = [&](const Path& path) {
    return path.size() > 1 && std::any_of(tables.begin(), tables.end(), [&](const std::string& table) {
             return path[1] == table || (path.size() == 2 && path[1] == table + "_id_seq");
           });
  };
  std::vector<Id> gone;
  for (const auto& [id, object] : state.objects())
    if (is_of(id.path)) gone.push_back(id);
  for (const Id& id : gone) state.remove(id);
}

void leave_out_runner(State& state, const std::string& runner) {
  for (const Dialect* dialect : all_dialects())
    if (dialect->name == runner) return leave_out(state, runner_objects(*dialect).tables);
  if (!runner.empty()) leave_out(state, {runner});
}

} // namespace lockstep
