// Tables that INHERIT from others, partitions and typed tables: what changes along with the parent, and what a table
// that lets go of a parent or takes one on has to change by itself. Knows no kind by name to those who ask.
#pragma once

#include "model/kind.hpp"
#include "model/state.hpp"
#include "model/step.hpp"

#include <memory>
#include <vector>

namespace lockstep::kinship {

/// The parents of an existing table whose INHERITS changes.
struct Kin {
  Id table;
  std::vector<Id> left;   ///< parents of before that are none any more
  std::vector<Id> joined; ///< the other way round
};
[[nodiscard]] std::vector<Kin> changed_tables(const State& from, const State& to);

/// Takes out of `changed` what an unchanged parent's column hands down: ALTER TABLE on the parent changes it here too,
/// and PostgreSQL refuses it here.
void leave_to_parents(const Object& before, const Object& after, const State& from, const State& to, Changed& changed);

/// Columns and checks that neither state says, for the other one's parent has them: those that stay behind on a table
/// that lets go of a parent, and are to go; those that one lacks which takes a parent on.
struct Unsaid {
  std::vector<std::shared_ptr<const Object>> dropped;
  std::vector<std::shared_ptr<const Object>> created;
};
[[nodiscard]] Unsaid unsaid(const State& from, const State& to);

/// Whether what one state says of the object goes with what a parent of its table loses.
[[nodiscard]] bool goes_along(const Object& object, const State& from, const State& to);

/// The part of ALTER TABLE that changes where a table belongs: partition, parents, type.
void alter(const Object& from, const Object& to, const Changed& changed, Steps& steps);

/// Whether such a step runs before the columns of the table and of its parents change, or behind.
enum class Side { neither, before, behind };
[[nodiscard]] Side side_of(const Step& step, const State& to);

} // namespace lockstep::kinship
