// The proof: executes a plan on a clone and holds it against what its forms and the desired state claim.
#include "plan/prove.hpp"

#include <lockstep/error.hpp>

#include "base/sql.hpp"
#include "base/text.hpp"
#include "catalog/clear.hpp"
#include "catalog/connection.hpp"
#include "catalog/read.hpp"
#include "diff/report.hpp"
#include "kinds/column.hpp"
#include "kinds/kinds.hpp"
#include "kinds/partition.hpp"
#include "kinds/table.hpp"
#include "plan/bodies.hpp"
#include "plan/contents.hpp"
#include "plan/lock_order.hpp"
#include "plan/measure_changes.hpp"
#include "plan/recipes/expand.hpp"
#include "plan/stand_in.hpp"
#include "plan/witness.hpp"
#include "run/stand_in.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace lockstep {

namespace {

/// An UPDATE of a table whose publication asks for columns that its replica identity has not.
constexpr std::string_view unpublishable = "42P10";

Error step_error(const Step& step, const std::string& message) {
  Error error = proof_error(message, "Nothing was written. Please report this with the two states of the schema.");
  error.object = to_text(step.subject);
  error.sql = step.sql;
  error.doing = "proving the plan in the shadow database";
  return error;
}

/// The server refused a statement. A type change that has no cast, or an extension that can not become what was asked
/// for, is the user's to mend.
Error server_error(const Step& step, const Error& refused) {
  Error error = step_error(step, refused.what());
  error.sqlstate = refused.sqlstate;
  if (step.form == &column::set_type && (refused.sqlstate == "42804" || refused.sqlstate == "42846")) {
    error.exit = Exit::usage;
    error.hint = "PostgreSQL has no cast for this: say how old values become new ones, for example using = \"" +
                 quote_ident(step.subject.name()) + "::…\"";
    error.doing = "changing the type";
  } else if (step.form->code == "update_extension" || step.form->code == "move_extension") {
    error.exit = Exit::usage;
    error.hint = "SELECT * FROM pg_extension_update_paths('" + step.subject.name() +
                 "') shows the ways between versions, pg_available_extension_versions what can be moved.";
    error.doing = "changing the extension";
  }
  if (step.form->code.starts_with("change_virtual") && refused.sqlstate == "0A000") {
    error.exit = Exit::usage;
    error.hint =
        "Take the CHECKs of the table away, and the table out of its publications, in a change before, and put "
        "them back in one after; or add a column with a new name, move the application to it, and drop the "
        "old one in a later release.";
    error.doing = "changing what a virtual column is computed from";
  }
  if (step.form == &expand::backfill && refused.sqlstate.starts_with("42")) {
    error.exit = Exit::usage;
    error.hint = refused.sqlstate == unpublishable
                     ? "Nobody can update the table while it is published so. In a change before, give it "
                       "replica_identity = \"full\", or let the publication's WHERE and columns agree with its replica "
                       "identity, or publish no updates."
                     : "Correct the expression: it stands over the columns that the table has before the change.";
    error.doing = "filling the rows that are there";
  }
  return error;
}

/// Tables in use that the plan touches.
std::set<Id> touched_tables(const Plan& plan, const State& from) {
  std::set<Id> tables;
  for (const Planned& planned : plan.steps)
    if (planned.in_use && from.find(planned.step.table) != nullptr && planned.step.table.kind == "table")
      tables.insert(planned.step.table);
  return tables;
}

/// The old name of a table that the step renames or moves; empty path: it does neither.
Id former_name(const Step& step) {
  const bool renames =
      step.form == &forms::rename_table || step.form == &forms::set_schema || step.form == &expand::rename_under_view;
  return renames && !step.breaks.empty() ? step.breaks.front() : Id{};
}

/// As they are called before the plan.
std::set<Id> former_names(std::set<Id> tables, const Plan& plan) {
  for (const Planned& planned : plan.steps)
    if (const Id old = former_name(planned.step); !old.path.empty() && tables.erase(planned.step.subject) > 0)
      tables.insert({planned.step.subject.kind, old.path});
  return tables;
}

/// Tables whose rows are found in another one afterwards: they give or take a partition or a child.
std::set<Id> giving_tables(const Plan& plan) {
  std::set<Id> tables;
  for (const Planned& planned : plan.steps) {
    const Step& step = planned.step;
    if (step.table != step.subject && step.subject.kind == "table") tables.insert(step.table);
  }
  return tables;
}

bool is_measured(const Planned& planned) {
  return planned.in_use && planned.step.form->lock != Lock::none && !planned.step.table.path.empty();
}

Lock lock_on(const std::vector<SeenLock>& locks, const std::string& relation) {
  for (const SeenLock& seen : locks)
    if (seen.relation == relation) return seen.lock;
  return Lock::none;
}

/// A statement on a table is one on its partitions and on the tables that inherit from it.
bool is_part_of(const Id& table, const Id& whole, const State& state) {
  const Object* object = state.find(table);
  if (object == nullptr || object->kind->name != "table") return false;
  const std::vector<Id> parents = partition::parents_of(*object);
  return std::any_of(parents.begin(), parents.end(),
                     [&](const Id& parent) { return parent == whole || is_part_of(parent, whole, state); });
}

void check_against_form(const Planned& planned, const Measured& measured, const State& from, const State& to) {
  const Step& step = planned.step;
  const Form& form = *step.form;
  const std::string table = qualified(step.table.path);
  const Lock seen = lock_on(measured.locks, table);
  if (seen > form.lock)
    throw step_error(step, "the statement takes " + std::string(to_text(seen)) + " on " + table + ", but its form " +
                               std::string(form.code) + " says " + std::string(to_text(form.lock)));
  for (const SeenLock& other : measured.locks) {
    const Id id{"table", parse_name(other.relation)};
    const bool is_part = is_part_of(id, step.table, from) || is_part_of(id, step.table, to);
    const Lock own = is_part ? form.lock : Lock::access_share;
    if (other.relation != table && from.find(id) != nullptr && other.lock > std::max(form.other, own))
      throw step_error(step, "the statement takes " + std::string(to_text(other.lock)) + " on " + other.relation +
                                 ", of which its form " + std::string(form.code) + " knows nothing");
  }
  if (measured.rewrote_table && form.cost != Cost::rewrite)
    throw step_error(step, "the statement rewrites " + table + ", but its form " + std::string(form.code) + " says " +
                               std::string(to_text(form.cost)));
  const bool has_rows = from.find(step.table) != nullptr && step.form != &partition::attach_new;
  if (measured.scanned && has_rows && form.cost == Cost::catalog)
    throw step_error(step, "the statement reads every row of " + table + ", but its form " + std::string(form.code) +
                               " says catalog only");
}

class Prover {
public:
  Prover(Connection& scratch, std::string conninfo, Plan& plan, const State& from, const State& to)
      : scratch_(scratch), conninfo_(std::move(conninfo)), plan_(plan), from_(from), to_(to) {}

  void run() {
    for (std::size_t at = 0; at < plan_.steps.size();) {
      const std::size_t end = end_of_unit(at);
      if (run_unless_unresolved(at, end))
        at = end;
      else
        leave_bodies_unchecked(plan_, at, end);
    }
  }

  /// Tables whose witness row was taken away because the plan depends on what the rows hold.
  std::set<Id> emptied;

private:
  [[nodiscard]] std::size_t end_of_unit(std::size_t at) const {
    std::size_t end = at + 1;
    const int unit = plan_.steps[at].step.unit;
    while (unit > 0 && end < plan_.steps.size() && plan_.steps[end].step.unit == unit) ++end;
    return end;
  }

  /// False when the body of a function names what this session does not find; nothing of the unit has happened then.
  bool run_unless_unresolved(std::size_t begin, std::size_t end) {
    try {
      run_or_empty(begin, end);
      return true;
    } catch (const Error& error) {
      if (!may_be_unresolved(plan_, begin, end, error.sqlstate) || !scratch_.alive()) throw;
      scratch_.exec("ROLLBACK");
      return false;
    }
  }

  /// A witness row is made up, so that it may break a rule which the real rows keep: then the unit runs without it.
  void run_or_empty(std::size_t begin, std::size_t end) {
    try {
      run_unit(begin, end);
    } catch (const Error& error) {
      const bool data = error.sqlstate.starts_with("23") || error.sqlstate.starts_with("22");
      if (!data || !scratch_.alive()) throw;
      refuse_declared(begin, end, error);
      scratch_.exec("ROLLBACK");
      std::vector<std::string> tables;
      for (std::size_t i = begin; i < end; ++i) {
        const Step& step = plan_.steps[i].step;
        if (!step.leftover_index.empty()) scratch_.exec("DROP INDEX IF EXISTS " + step.leftover_index);
        if (step.table.kind != "table" || from_.find(step.table) == nullptr) continue;
        for (const Id& table : with_referring(step.table))
          if (emptied.insert(table).second) tables.push_back(qualified(table.path));
      }
      clear_tables(scratch_, tables);
      run_unit(begin, end);
    }
  }

  /// The table, and those whose made-up rows point at it: its keys are looked up anew, too.
  std::set<Id> with_referring(const Id& table) const {
    std::set<Id> tables{table};
    for (const auto& [id, object] : from_.objects()) {
      const Id rows{"rows", id.path.parent()};
      if (id.kind != "foreign_key" || from_.find(rows) != nullptr || to_.find(rows) != nullptr) continue;
      const auto& needs = from_.needs(id);
      if (std::any_of(needs.begin(), needs.end(),
                      [&](const Id& need) { return need == table || need.path.parent() == table.path; }))
        tables.insert(table_of(id));
    }
    return tables;
  }

  /// Declared rows are real.
  void refuse_declared(std::size_t begin, std::size_t end, const Error& error) const {
    for (std::size_t i = begin; i < end; ++i) {
      const Step& step = plan_.steps[i].step;
      const Id rows{"rows", step.table.path.empty() ? step.subject.path : step.table.path};
      if (from_.find(rows) == nullptr) continue;
      Error refused = error;
      refused.exit = Exit::usage;
      if (const Object* said = to_.find(rows); said != nullptr && said->places.whole().line > 0)
        refused.where = said->places.whole().text();
      refused.hint = "The schema declares " + to_text(rows) +
                     ", and they are there before this change. Say in a migration before it what they hold in "
                     "the columns that it is about.";
      throw refused;
    }
  }

  void run_unit(std::size_t begin, std::size_t end) {
    if (plan_.steps[begin].step.form->transaction == Transaction::outside) {
      run_outside(plan_.steps[begin]);
      return;
    }
    const auto first = plan_.steps.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto last = plan_.steps.begin() + static_cast<std::ptrdiff_t>(end);
    const bool block = end - begin > 1 || std::any_of(first, last, is_measured);
    if (block) scratch_.exec("BEGIN");
    for (auto step = first; step != last; ++step) run_step(*step);
    if (block) scratch_.exec("COMMIT");
  }

  void run_step(Planned& planned) {
    try {
      if (!is_measured(planned)) {
        scratch_.exec(stand_in_for(scratch_, planned.step.sql));
        return;
      }
      const Measured measured = run_measured(scratch_, planned.step.sql, qualified(planned.step.table.path));
      planned.step.form = settled_form(*planned.step.form, measured);
      settle(planned, measured);
    } catch (const Error& error) {
      if (error.exit != Exit::database) throw;
      throw server_error(planned.step, error);
    }
  }

  void run_outside(Planned& planned) {
    try {
      // Only a table can be held from another session; what runs outside on a materialized view is not looked at.
      if (!is_measured(planned) || from_.find({"table", planned.step.table.path}) == nullptr) {
        scratch_.exec(planned.step.sql);
        return;
      }
      if (!holder_) holder_.emplace(conninfo_);
      if (!watcher_) watcher_.emplace(conninfo_);
      settle(planned,
             run_measured_outside(scratch_, *holder_, *watcher_, planned.step.sql, qualified(planned.step.table.path)));
    } catch (const Error& error) {
      if (error.exit != Exit::database) throw;
      throw server_error(planned.step, error);
    }
  }

  void settle(Planned& planned, const Measured& measured) {
    check_against_form(planned, measured, from_, to_);
    const Id former = former_name(planned.step);
    for (SeenLock seen : measured.locks) {
      const std::vector<std::string> path = parse_name(seen.relation);
      constexpr std::array<std::string_view, 3> kinds{"table", "view", "materialized_view"};
      const bool before = std::any_of(kinds.begin(), kinds.end(), [&](std::string_view kind) {
        const bool in_use_by_then = planned.step.phase == Phase::contract && planned.step.table == Id{kind, path} &&
                                    to_.find({kind, path}) != nullptr;
        return in_use_by_then || from_.find({kind, path}) != nullptr;
      });
      if (!former.path.empty() && seen.relation == qualified(planned.step.table.path))
        seen.relation = qualified(former.path); // as those know it who wait
      if (before && seen.lock > Lock::access_share) planned.seen.push_back(seen);
    }
  }

  Connection& scratch_;
  std::string conninfo_;
  Plan& plan_;
  const State& from_;
  const State& to_;
  std::optional<Connection> holder_;
  std::optional<Connection> watcher_;
};

/// Tables whose rows are declared hold those, and no witness could stand beside them.
void leave_out_filled(std::set<Id>& tables, const State& to) {
  for (const Object& object : contents_of(to))
    std::erase_if(tables, [&](const Id& id) { return id.path == object.id.path; });
}

void check_result(Connection& scratch, const State& to) {
  State reached = read_state(scratch, {.search_path = {}, .ignore_schemas = {}, .contents = contents_of(to)});
  say_only(reached, to);
  const std::vector<Change> left = diff_states(reached, to);
  if (left.empty()) return;
  throw proof_error("the plan does not reach the desired state; these differences would be left:\n  " +
                        join(describe_changes(left), "\n  "),
                    "Nothing was written. Please report this with the two states of the schema.");
}

} // namespace

bool prove_plan(const std::string& conninfo, Plan& plan, const State& from, const State& to) {
  Connection scratch(conninfo);
  std::set<Id> touched = touched_tables(plan, from);
  leave_out_filled(touched, to);
  touched = former_names(touched, plan);
  const auto empty = oids_if_empty(scratch, touched);
  std::set<Id> kept = insert_witnesses(scratch, touched);
  const std::set<Id> giving = giving_tables(plan);
  std::erase_if(kept, [&](const Id& table) { return to.find(table) == nullptr || giving.contains(table); });
  const Contents before(scratch, kept);
  Prover prover(scratch, conninfo, plan, from, to);
  prover.run();
  check_result(scratch, to);
  lock_in_order(plan, from, to);
  std::erase_if(kept, [&](const Id& table) {
    return std::any_of(prover.emptied.begin(), prover.emptied.end(), [&](const Id& emptied) {
      return emptied == table || is_part_of(emptied, table, from) || is_part_of(table, emptied, from);
    });
  });
  before.require_kept(scratch, kept);
  if (empty) delete_rows(scratch, *empty);
  return empty.has_value();
}

} // namespace lockstep
