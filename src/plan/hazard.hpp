// What a plan may do to data and to those who use it, under stable codes, and who has accepted it.
#pragma once

#include "plan/plan.hpp"

#include <initializer_list>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

/// What a hazard or a recipe is, for one who meets it for the first time.
struct Lesson {
  std::string_view title = {}; ///< one line; empty: the recipe's name
  std::string_view what = {};
  std::string_view why = {}; ///< empty: what the form says of the plain statement
  std::string_view lock = {};
  std::string_view way = {}; ///< the safe way
  std::string_view bad = {}; ///< SQL
  std::string_view good = {};
};

struct KnownHazard {
  Hazard hazard;
  std::string_view code; ///< LS1 data, LS2 blocking, LS3 applications, LS4 rows that do not fit, LS5 rights
  std::string_view name;
  bool refused; ///< unless somebody accepts it
  Lesson lesson;
};
/// All of them, in the order of their codes.
[[nodiscard]] std::span<const KnownHazard> known_hazards();
/// By code or name, in any case of letters; null when there is none.
[[nodiscard]] const KnownHazard* find_hazard(std::string_view code_or_name);

/// Hazards of a step where it stands: those of its form, and those that its locks and cost mean for a table in use.
[[nodiscard]] Hazards hazards_of(const Planned& planned);
/// Those of a set that a plan may not hold unless somebody accepts them.
[[nodiscard]] Hazards grave(Hazards hazards);
/// The names of a set of hazards: {"rewrite", "blocks_reads"}.
[[nodiscard]] std::vector<std::string> hazard_names(Hazards hazards);
/// "LS201 rewrite": the stable code with the name.
[[nodiscard]] std::string hazard_label(std::string_view name);

/// The hazards that somebody accepts: everywhere, or for one object and what is below it.
class Accepted {
public:
  Accepted() = default;
  Accepted(std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) add(name);
  }
  /// A name or a code, or "all". False when there is no such hazard that would be refused.
  bool add(std::string_view name);
  /// The object as a refusal names it: "public.orders", with its kind before it or without.
  bool add(std::string_view name, const std::string& object);
  [[nodiscard]] bool holds(Hazard hazard, const Id& subject) const;

private:
  Hazards everywhere_ = no_hazard;
  std::map<std::string, Hazards> by_object_;
};
/// Whether the object named so is the subject, or has it as a part.
[[nodiscard]] bool covers(const std::string& object, const Id& subject);

/// A step that must not be emitted as things stand.
struct Refusal {
  const Planned* planned = nullptr;
  std::vector<std::string> hazards; ///< their names; empty: nobody can accept it
  std::string reason;               ///< what would happen and what to do instead

  [[nodiscard]] const Step& step() const { return planned->step; }
};
/// Every step that is refused: no statement at all yet, or a hazard that nobody has accepted. They point into the plan.
/// Data loss and breaks of old code are no refusal in the contract phase, which is held back for review.
[[nodiscard]] std::vector<Refusal> refusals_of(const Plan& plan, const Accepted& accepted);

} // namespace lockstep
