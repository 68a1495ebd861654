// The declared state with the names that things have until the contract: PostgreSQL itself rewrites every expression.
#include "app/expansions.hpp"

#include "kinds/kinds.hpp"

namespace lockstep {

Expanded find_middle(const State& from, const State& to, const std::vector<Change>& changes, const Verdicts& verdicts,
                     const Accepted& accepted, const std::function<std::string()>& ground_of_to, ReadOptions reading) {
  std::vector<Expansion> expansions = find_expansions(from, to, changes, verdicts, accepted);
  if (expansions.empty()) return {};
  std::vector<Twin> twins = find_twins(from, to, expansions);
  Connection ground(ground_of_to());
  ground.exec("BEGIN");
  for (const Step& step : give_up_names(to, expansions, twins)) ground.exec(step.sql);
  reading.inside_transaction = true;
  State renamed = read_state(ground, reading);
  say_only(renamed, to);
  ground.exec("ROLLBACK");
  return stand_beside(from, renamed, std::move(expansions), std::move(twins));
}

} // namespace lockstep
