// An expansion: columns whose values live in two shapes from expand to contract, so that old and new application
// versions both work. Between the two stands a third state, which holds both shapes.
#pragma once

#include "diff/change.hpp"
#include "plan/hazard.hpp"
#include "plan/plan.hpp"
#include "plan/twin.hpp"

#include <set>
#include <string>
#include <vector>

namespace lockstep {

/// A column that comes.
struct NewSide {
  Id column;             ///< as declared
  Id beside;             ///< as it is called until the contract; another name when the old column has the declared one
  std::string up;        ///< SQL over the old columns, of the new column's type
  bool plain_up = false; ///< `up` is a column or a cast of one: nothing in it has to be looked up
};
/// A column that goes.
struct OldSide {
  Id column;
  std::string down; ///< SQL over the new columns; empty: what new code writes does not reach it
  bool plain_down = false;
};

struct Expansion {
  Id table;
  std::vector<NewSide> news;
  std::vector<OldSide> olds;
  std::string home;  ///< schema in which names in the expressions are looked up
  std::string check; ///< a query of the rows whose values have no place in the new type, or empty
  bool open = false; ///< the old state holds both shapes already, and the trigger
  /// An enum that is made anew beside its old self, and then the types of columns that are made of it; empty: none.
  std::vector<Twin> types = {};
  std::vector<Twin> functions = {}; ///< over the type, which indexes and constraints on the new columns call
  std::vector<Id> held = {};        ///< over the type, and made again over the new one in the contract
  std::vector<Id> going = {};       ///< over the type, and dropped in the contract
  /// The new columns are of another table, whose rows belong to those of `table` by these columns of each, in the same
  /// order; empty: they are of `table` itself.
  std::vector<std::string> key = {};
  std::vector<std::string> other_key = {};
  bool brings_table = false; ///< the other table comes with them
  int helper_number = 1;     ///< in the names of its helpers, above 1 where something else has the plain ones
  bool defaults_wait = true; ///< before the contract a default of a new column would hide who wrote
  [[nodiscard]] bool moves() const { return !key.empty(); }
  [[nodiscard]] Id other_table() const { return {"table", {news.front().column.path[0], news.front().column.path[1]}}; }
  [[nodiscard]] bool retypes() const { return news.front().column != news.front().beside; }
};

/// A table that is partitioned while it is used: it is made anew beside its old self and takes its name in the
/// contract.
struct Remade {
  Id table;
  Id beside;
  std::vector<Twin> twins; ///< on the new table
  bool open = false;       ///< the old state holds both tables already, and the trigger
};

struct Expanded {
  std::vector<Expansion> expansions;
  std::vector<Twin> twins;
  State both; ///< what stands between expand and contract, but for the helpers
  std::vector<Remade> remade = {};
  /// Materialized views over retyped columns, views that those read, and their indexes: filled under another name
  /// before the contract takes the old ones away.
  std::vector<Twin> view_twins = {};
  State filled = {}; ///< what they are then
  [[nodiscard]] bool empty() const { return expansions.empty() && remade.empty(); }
  /// The expansion that brings this column; null when it is there already.
  [[nodiscard]] const Expansion* of_new(const Id& beside) const;
  /// A security label of a column or a type that goes in the contract, and takes it along.
  [[nodiscard]] bool takes_along(const Change& change, const State& from) const;
};

/// What lives until the contract of an expansion: functions, triggers and the sequence that remembers the old version.
[[nodiscard]] std::vector<Id> helper_ids(const Expansion& expansion);

/// Tables that are to be partitioned, and can be.
[[nodiscard]] std::vector<Remade> find_remade(const State& from, const State& to, const std::vector<Change>& changes);
/// The middle with the new tables beside the old ones; before, it held them under the declared names.
void stand_remade_beside(const State& from, std::vector<Remade> remade, Expanded& expanded);

/// The expansions that these changes ask for. `accepted` tells which hazards somebody accepts: with breaks_old_code a
/// column is renamed at once, with rewrite it is retyped at once.
[[nodiscard]] std::vector<Expansion> find_expansions(const State& from, const State& to,
                                                     const std::vector<Change>& changes, const Verdicts& verdicts,
                                                     const Accepted& accepted);
/// Whether a declared rename of a column is made by an expansion.
[[nodiscard]] bool expands_rename(const Id& old, const Id& now, const State& from, const State& to,
                                  const Accepted& accepted);
/// Why a type change or a rename of a column is made in place, as it can not be expanded, and what to do; empty when
/// nothing of the two states is in the way, or the step is something else.
[[nodiscard]] std::string why_in_place(const Step& step, const State& from, const State& to);

/// Indexes and constraints of `to` on new columns whose names `from` has too.
[[nodiscard]] std::vector<Twin> find_twins(const State& from, const State& to,
                                           const std::vector<Expansion>& expansions);
/// Views of `to` that are filled beside the old ones, and their indexes.
[[nodiscard]] std::vector<Twin> find_view_twins(const State& from, const State& to,
                                                const std::vector<Expansion>& expansions);
/// Those that can stand beside because a view changes under them, and what they read; empty where none does.
[[nodiscard]] std::vector<Twin> find_view_twins(const State& from, const State& to, const std::vector<Change>& changes);
/// What stands under the other names.
[[nodiscard]] State filled_later(const State& renamed, const std::vector<Twin>& twins);
/// What turns a database that holds `to` into one with the names of the middle, without what new columns get at the
/// end.
[[nodiscard]] Steps give_up_names(const State& from, const State& to, const std::vector<Expansion>& expansions,
                                  const std::vector<Twin>& twins);
/// What stands in the middle: `renamed` is what those statements made of `to`.
[[nodiscard]] Expanded stand_beside(const State& from, const State& renamed, std::vector<Expansion> expansions,
                                    std::vector<Twin> twins, std::vector<Twin> view_twins);

/// The plan through the state in the middle.
[[nodiscard]] Plan make_plan(const State& from, const Expanded& middle, const State& to, const Verdicts& verdicts,
                             const Scale& scale = {});

} // namespace lockstep
