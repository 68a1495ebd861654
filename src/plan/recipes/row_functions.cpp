// See the header. https://www.postgresql.org/docs/current/xfunc-sql.html#XFUNC-SQL-TABLE-FUNCTIONS
#include "plan/recipes/row_functions.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "kinds/column.hpp"
#include "kinds/function.hpp"
#include "kinds/function_sql.hpp"
#include "plan/recipes/expand_forms.hpp"

#include <algorithm>

namespace lockstep {

namespace {

/// The table whose rows it gives; an empty path: none.
Id table_of_rows(const Object& function) {
  const std::string type = to_text(find_field(*function.kind, "returns")->get(function.body.get()));
  constexpr std::string_view set = "SETOF ";
  return {"table", parse_name(type.starts_with(set) ? type.substr(set.size()) : type)};
}

bool adds(const Step& step) {
  return step.form == &column::add || step.form == &column::add_rewriting || step.form == &expand::add_plain_column;
}

class Tying {
public:
  Tying(std::vector<Planned>& steps, const State& from, const State& to) : steps_(steps), from_(from), to_(to) {
    for (const Planned& planned : steps_) {
      unit_ = std::max(unit_, planned.step.unit);
      sequence_ = std::max(sequence_, planned.sequence);
    }
  }

  void run() {
    std::vector<Planned> stand_ins;
    for (Planned& planned : steps_) {
      if (planned.step.form != &function::replace) continue;
      const Id id = planned.step.subject;
      const Object* before = id.kind == "function" ? from_.find(id) : nullptr;
      const Object* after = before == nullptr ? nullptr : to_.find(id);
      if (after == nullptr || planned.step.unit > 0) continue;
      const Id table = table_of_rows(*after);
      const std::vector<Step*> coming = columns(table, true);
      const std::vector<Step*> going = columns(table, false);
      if (coming.empty() && going.empty()) continue;
      if (!coming.empty() && !going.empty())
        planned.step.refusal = why_not(id, table);
      else if (!coming.empty())
        tie(planned.step, coming);
      else
        let_go(planned, *before, going, stand_ins);
    }
    steps_.insert(steps_.end(), stand_ins.begin(), stand_ins.end());
  }

private:
  /// Steps by which columns of the table come, or go.
  std::vector<Step*> columns(const Id& table, bool come) {
    std::vector<Step*> found;
    if (table.path.size() != 2 || from_.find(table) == nullptr || to_.find(table) == nullptr) return found;
    for (Planned& planned : steps_) {
      Step& step = planned.step;
      if (step.table != table || step.subject.kind != "column") continue;
      if (come ? adds(step) : step.form == &column::drop) found.push_back(&step);
    }
    return found;
  }

  static std::string why_not(const Id& function, const Id& table) {
    return to_text(function) + " gives rows of " + to_text(table) +
           ", of which columns come before the deploy and others go after it: its body can not fit the rows between. "
           "Let columns come in one change and go in another one.";
  }

  /// All of them share the transaction.
  void tie(Step& function, const std::vector<Step*>& columns) {
    const auto tied = std::find_if(columns.begin(), columns.end(), [](const Step* one) { return one->unit > 0; });
    const int unit = tied == columns.end() ? ++unit_ : (*tied)->unit;
    for (Step* column : columns) {
      if (column->unit == 0) column->unit = unit;
      if (column->unit == unit) function.needs.push_back(column->subject);
    }
    function.unit = unit;
    function.phase = columns.front()->phase;
    function.note = "It gives rows of the table: between the two it would fail.";
    function.back.clear();
  }

  void let_go(Planned& planned, const Object& before, const std::vector<Step*>& going,
              std::vector<Planned>& stand_ins) {
    tie(planned.step, going);
    planned.step.needs.resize(planned.step.needs.size() - going.size());
    std::vector<Id> held;
    for (Step* column : going) {
      const Id gone{"column that went", column->subject.path};
      if (std::find(column->makes.begin(), column->makes.end(), gone) == column->makes.end())
        column->makes.push_back(gone);
      planned.step.needs.push_back(gone);
      if (std::erase(planned.step.frees, column->subject) > 0) held.push_back(column->subject);
    }
    if (!held.empty()) stand_ins.push_back(stand_in(planned, before, held));
  }

  /// PostgreSQL drops no column that a body holds, and takes no body that leaves one out.
  Planned stand_in(const Planned& planned, const Object& before, const std::vector<Id>& held) {
    Function empty = body<Function>(before);
    empty.sql_body = "RETURN NULL::" + qualified(table_of_rows(before).path);
    Planned one = planned;
    one.sequence = ++sequence_;
    one.step.sql = function::create_sql(before.id, empty, true);
    one.step.note = "Nobody sees it: for the columns that go, in the same transaction.";
    one.step.needs.clear();
    one.step.makes.clear();
    one.step.frees = held;
    one.mentions.clear();
    return one;
  }

  std::vector<Planned>& steps_;
  const State& from_;
  const State& to_;
  int unit_ = 0;
  int sequence_ = 0;
};

} // namespace

void tie_row_functions(std::vector<Planned>& steps, const State& from, const State& to) {
  Tying(steps, from, to).run();
}

} // namespace lockstep
