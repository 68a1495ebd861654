// The plan: ordered steps from one state to another, with what each does to tables in use.
#pragma once

#include "diff/change.hpp"
#include "model/state.hpp"
#include "model/step.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace lockstep {

/// A lock that a statement was seen to take on a relation that existed before it.
struct SeenLock {
  std::string relation; ///< "public.orders"
  Lock lock = Lock::none;
};

struct Planned {
  Step step;
  bool in_use = false;        ///< the table it locks was there before the plan, with rows and users
  int sequence = 0;           ///< steps of one change share it and keep their order
  int position = 0;           ///< of a new column in its table: columns are added in their order; else 0
  std::vector<Id> mentions;   ///< what its text names and other steps make: those come first where nothing forbids it
  std::vector<SeenLock> seen; ///< measured by the proof, empty when not measured
};

/// What stands in two shapes until the contract.
struct OpenShape {
  std::vector<Id> olds; ///< empty: nothing goes for what comes
  std::vector<Id> news;
  std::string meanwhile; ///< what each application version sees
  bool one_way = false;  ///< what is written to the new side is not on the old one
};

struct Plan {
  std::vector<Planned> steps; ///< in the order in which they run
  std::vector<OpenShape> open;
};

/// What a server says of changes whose cost no rule tells.
struct Verdicts {
  std::map<std::string, const Form*> forms; ///< by the text of the plain statement
  std::set<Id> carried;                     ///< changes that a type change brings about by itself
};

/// Renders, applies the recipes, and orders. Throws Error (proof) for a loop of dependencies, with its path.
[[nodiscard]] Plan make_plan(const State& from, const State& to, const std::vector<Change>& changes,
                             const Verdicts& verdicts = {});

/// Whether the step may not share a transaction with others: it locks what is in use, or asks for it itself.
[[nodiscard]] bool wants_own_transaction(const Planned& planned);

/// Hazards of a step where it stands: those of its form, and those that its locks and cost mean for a table in use.
[[nodiscard]] Hazards hazards_of(const Planned& planned);
/// Those of a set that a plan may not hold unless somebody accepts them.
[[nodiscard]] Hazards grave(Hazards hazards);
/// The names of a set of hazards: {"rewrite", "blocks_reads"}.
[[nodiscard]] std::vector<std::string> hazard_names(Hazards hazards);
/// All names that `--allow` knows.
[[nodiscard]] std::vector<std::string> all_hazard_names();
/// "LS201 rewrite": the stable code with the name.
[[nodiscard]] std::string hazard_label(const std::string& name);
/// The name for a code ("LS201"); what is no code is given back.
[[nodiscard]] std::string hazard_name(const std::string& name_or_code);

/// A step that must not be emitted as things stand.
struct Refusal {
  Id subject;
  std::string sql;
  std::vector<std::string> hazards; ///< their names; empty: no --allow helps
  std::string reason;               ///< what would happen and what to do instead
};
/// Every step that is refused: no statement at all yet, or a hazard that `allow` does not hold.
/// Data loss and breaks of old code are no refusal in the contract phase, which is held back for review.
[[nodiscard]] std::vector<Refusal> refusals_of(const Plan& plan, const std::set<std::string>& allow);

} // namespace lockstep
