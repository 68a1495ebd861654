// The pieces that every expansion is made of: names of what lives only until its contract, triggers that keep two
// shapes in step, and the filling of old rows in batches.
#pragma once

#include "base/backfill_block.hpp"
#include "kinds/column.hpp"
#include "kinds/render.hpp"
#include "model/state.hpp"
#include "plan/expansion.hpp"
#include "plan/recipes/expand_forms.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep::expand {

/// A domain with NOT NULL or a check: PostgreSQL writes the table again for any new column of it, even an empty one.
[[nodiscard]] bool is_ruled_domain(const State& state, const std::string& type);

/// "<stem>_<suffix>" within 63 bytes; what is too long is cut and told apart by a few digits of its hash.
[[nodiscard]] std::string helper_name(const std::string& stem, std::string_view suffix);

/// The same with a number behind it from 2 on.
[[nodiscard]] std::string numbered_name(const std::string& stem, const std::string& suffix, int number);
/// Whether something that a helper (a function without arguments, a trigger, a sequence) can not stand beside has its
/// name.
[[nodiscard]] bool is_helper_taken(const State& state, const Id& helper);
/// Those of expansions that are opened now get names that nothing else has, nor another expansion.
void name_helpers(const State& from, const State& to, std::vector<Expansion>& expansions);

/// Adds the column nullable and without values in old rows; its default counts for new rows.
void push_empty_column(const Object& object, Steps& steps);
/// SET NOT NULL, which a recipe makes safe.
void push_not_null(const Id& column, Steps& steps);

/// A value for a column of old rows.
struct Fill {
  std::string column;
  std::string value;     ///< SQL over the columns of the table
  std::string condition; ///< SQL: the row still needs it; empty: another one of the same step tells
};
/// One DO block that fills rows in batches: by the ranges of a key where the table has one, else by pages.
[[nodiscard]] Step backfill_step(const Id& subject, const State& from, const std::vector<Fill>& fills);

/// The same for rows that are copied into another table.
[[nodiscard]] Step copy_step(const Id& table, const State& from, const BackfillCopy& copy);

/// A function and a BEFORE trigger that share a name but for the trigger's prefix, which sorts it last: it then sees
/// what the application's own triggers made of the row.
struct Helper {
  Id subject;           ///< what they serve
  std::string name;     ///< of the function; in the schema of the table
  std::string body;     ///< PL/pgSQL between BEGIN and RETURN NEW
  std::string when;     ///< condition of the trigger, empty when it is always called
  std::string home;     ///< schema in which names in its expressions are looked up
  bool tallies = false; ///< its body calls tally_sql: it remembers when the old application version wrote last
};
[[nodiscard]] std::string trigger_name(const Helper& helper);
/// Statement of a helper's body: the old application version wrote just now.
[[nodiscard]] std::string tally_sql(const Id& table, const std::string& helper);
/// Both in one transaction.
void push_helper(Steps& steps, const Helper& helper, const std::string& note);
/// Takes both away again, in one transaction.
void push_drop_helper(Steps& steps, const Helper& helper, Phase phase);

/// "(SELECT <expression> FROM (SELECT NEW.*) AS orders)": an expression over the columns, for the row of a trigger.
[[nodiscard]] std::string over_new_row(const Id& table, const std::string& expression);
/// SQL: two values of this column's type are not the same.
[[nodiscard]] std::string differs(const std::string& one, const std::string& other, const Column& column);
/// Lines with `indent` spaces before each.
[[nodiscard]] std::string indented(const std::string& text, std::size_t indent);

/// "first = …, last = …" at the top level of parentheses and strings; empty when it is no such list.
[[nodiscard]] std::map<std::string, std::string> assignments_of(const std::string& text);
/// Whether the old state has all that lives until its contract, and the new one not; finds the number of its helpers.
[[nodiscard]] bool is_open(Expansion& expansion, const State& from, const State& to);
/// A free name for the new column under which its contract finds it, or the one that an open expansion gave it; `type`
/// is the type that it has until the contract.
void place_beside(Expansion& expansion, const State& from, const State& to, const std::string& type);
/// Enums that lose labels or get another order: one expansion for each column that has them.
void find_rebuilt_enums(const State& from, const State& to, const std::vector<Change>& changes,
                        std::vector<Expansion>& found);

/// What stands in the way of a swap (views, and what stands on them): taken away before it, put back behind it.
struct Clearing {
  std::set<Id> cleared;
  std::vector<Steps> back = {};
  std::vector<Twin> beside = {}; ///< views that stand under another name already, and their indexes; functions
  /// `goes`: `on` is taken away itself, and with it all that stands on it; its parts need no statement.
  void clear(const Id& on, const State& before, const State& after, Steps& steps, bool goes = false);
  /// The same for one object itself, and what stands on it; a column stays, as it goes another way.
  void clear_one(const Id& id, const State& before, const State& after, Steps& steps, bool part = false);
  void restore(Steps& steps) const;
};
/// Indexes over a column keep the name that it had when they were built: they get that of now, too.
void rename_in_indexes(const NewSide& side, const State& both, Steps& steps);
/// The parts of a partitioned table's index or key get the names that they have by its declared one.
void rename_parts(const Twin& whole, const State& from, const State& to, Steps& steps);
/// Whether the primary key is that of a partitioned table.
[[nodiscard]] bool is_key_of_leaves(const State& from, const Id& key);
/// The unique indexes, one on each leaf, that become such a key in the contract.
[[nodiscard]] std::vector<Id> leaf_keys(const State& from, const Twin& key);
/// A primary key of this table, and what the table goes by it.
[[nodiscard]] Step adopt_key(const Id& key, const Object& table, const std::string& name,
                             const std::string& definition);
/// They become keys of the leaves, which that of the whole adopts.
void take_leaf_keys(const Twin& key, const State& from, const State& to, Steps& steps);
/// The column beside takes on the identity that is declared, and counts on from where `old` is: from its very number,
/// or behind those that are there.
void number_anew(const Object& old, const Id& beside, const Column& declared, Steps& steps);
/// It gets the name that PostgreSQL would have given it, so that nextval('…_seq') in old code finds it; empty: that is
/// too long.
[[nodiscard]] std::string name_sequence_sql(const Id& column);

/// Ends with an error that says how many rows of `tables` the query behind "SELECT count(*)" finds.
[[nodiscard]] Step reconcile_step(const Id& subject, const std::string& from, const std::string& tables,
                                  const std::string& complaint);
/// What opens an expansion and fills it: expand, backfill and validate. `both` holds old and new columns.
[[nodiscard]] Steps open_steps(const Expansion& expansion, const State& from, const State& both, const State& to);
/// The function and trigger that keep the two shapes of each row in step.
[[nodiscard]] Helper sync_helper(const Expansion& expansion, const State& from, const State& both, const State& to);
/// A condition: neither shape of the row follows from the other.
[[nodiscard]] std::string stray_rows(const Expansion& expansion, const State& from, const State& both, const State& to);
/// The query that must find no such row before the contract; empty where new code may leave the old side behind.
[[nodiscard]] std::string stray_check(const Expansion& expansion, const State& from, const State& both,
                                      const State& to);
/// What each application version sees until the contract, in a sentence or two.
[[nodiscard]] std::string meanwhile(const Expansion& expansion);
/// Why a view can not come before the contract, and what to do; empty: it can. `both` holds it over new columns.
[[nodiscard]] std::string why_no_view(const Object& view, const State& both, const std::vector<Expansion>& expansions);
/// What stands in two shapes until the contract of these steps. `middle` may be null.
[[nodiscard]] std::vector<OpenShape> open_shapes(const std::vector<Planned>& steps, const Expanded* middle);
/// What stays as it was until the contract because views are made beside it.
[[nodiscard]] std::set<Id> held_by_twins(const State& from, const std::vector<Twin>& twins);
/// What old columns need and nothing else is to have (their types): it goes behind them.
[[nodiscard]] std::set<Id> needs_of_olds(const State& from, const State& to, const std::vector<Expansion>& expansions);
/// What closes expansions, one list for each transaction.
[[nodiscard]] std::vector<Steps> close_steps(const State& from, const Expanded& middle, const State& to);

} // namespace lockstep::expand
