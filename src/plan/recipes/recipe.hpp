// A recipe replaces one dangerous step by several safe ones. Found by the form's address, never by SQL text.
#pragma once

#include "diff/change.hpp"
#include "model/state.hpp"
#include "model/step.hpp"
#include "plan/hazard.hpp"
#include "plan/twin.hpp"

#include <set>
#include <span>

namespace lockstep {

/// What a recipe may look at.
struct RecipeContext {
  const State& from;
  const State& to;
  const Change& change;
  bool small = false;                    ///< the tables that the step has to do with are small
  const std::set<Id>* carried = nullptr; ///< changes that a type change brings about by itself; null: none
};

struct Recipe {
  const Form* replaces;
  std::string_view name;
  /// Replaces the step: pushes the safe steps. Returns false when it does not apply, then the step stays.
  bool (*with)(const Step& step, const RecipeContext& context, Steps& out);
  /// It only spares those who use a large table: a small one takes the plain step.
  bool for_size = false;
};

/// "<stem>_<suffix>" within 63 bytes; numbered where a relation of the table's schema or a constraint of the table has
/// that name before or after the plan.
[[nodiscard]] std::string free_name(const State& from, const State& to, const Id& table, const std::string& stem,
                                    const std::string& suffix);
[[nodiscard]] inline std::string free_name(const RecipeContext& context, const Id& table, const std::string& stem,
                                           const std::string& suffix) {
  return free_name(context.from, context.to, table, stem, suffix);
}

/// All recipes; they apply to steps on tables that are in use.
[[nodiscard]] std::span<const Recipe> all_recipes();

/// What `explain` says of a recipe; further ways that no single recipe makes have none.
struct RecipeLesson {
  std::string_view code;
  const Recipe* recipe;
  Lesson lesson;
};
[[nodiscard]] std::span<const RecipeLesson> recipe_lessons();

namespace recipes {
/// A materialized view whose definition changes, or what it reads, where that can stand beside, too: its indexes come
/// and go with it.
[[nodiscard]] bool is_built_beside(const Change& change, const ViewsBeside& views);
/// Its steps, in the place of those that its kind renders.
[[nodiscard]] Steps build_beside(const RecipeContext& context, const ViewsBeside& views = {});
/// From PostgreSQL 18 on: the name of a column's NOT NULL, which is the server's own where the state says none.
/// The CHECK that proves the column NOT NULL before 18, until it is.
[[nodiscard]] Id proving_check(const State& from, const State& to, const Id& table, const Id& column);
[[nodiscard]] std::string own_not_null_name(const Object& column);
/// From PostgreSQL 18 on: the name of the NOT NULL that a column gets. It is the one that the declared column has it
/// under, unless another column has that before.
[[nodiscard]] std::string not_null_name(const State& from, const State& to, const Id& column);
/// A check that stays, held against every row once more: by a twin that takes its place.
[[nodiscard]] Steps check_again(const RecipeContext& context);

extern const Recipe create_partition;
extern const Recipe attach_partition;
extern const Recipe change_partition_bounds;
extern const Recipe detach_partition;
extern const Recipe create_index;
extern const Recipe complete_index;
extern const Recipe drop_index;
extern const Recipe replace_index;
extern const Recipe add_key;
extern const Recipe replace_key;
extern const Recipe add_check;
extern const Recipe add_foreign_key;
extern const Recipe replace_check;
extern const Recipe replace_foreign_key;
extern const Recipe set_not_null;
extern const Recipe set_not_null_proven;
extern const Recipe set_type_of_key;
extern const Recipe set_type_checking;
extern const Recipe add_required_column;
extern const Recipe add_hinted_column;
extern const Recipe fill_null_column;
extern const Recipe add_rewriting_column;
extern const Recipe drop_column;
} // namespace recipes

} // namespace lockstep
