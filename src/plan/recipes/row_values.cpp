// See the header. https://www.postgresql.org/docs/current/trigger-definition.html
#include "plan/recipes/row_values.hpp"

#include "base/text.hpp"
#include "kinds/column.hpp"
#include "kinds/constraint.hpp"
#include "kinds/kinds.hpp"
#include "kinds/list.hpp"
#include "kinds/rows.hpp"
#include "kinds/rows_forms.hpp"
#include "model/field_value.hpp"
#include "plan/mentions.hpp"

#include <algorithm>
#include <set>

namespace lockstep {

namespace {

/// Stands for a trigger that no longer writes rows: a word between steps, no object of a state.
Id silence_of(const Id& trigger) { return {"trigger that went", trigger.path}; }

class RowValues {
public:
  RowValues(std::vector<Planned>& steps, const State& from, const State& to) : steps_(steps), from_(from), to_(to) {}

  void run() {
    std::set<Id> written;
    for (const Planned& planned : steps_)
      if (planned.step.form == &rows::upsert) written.insert(planned.step.subject);
    for (const Id& id : written) {
      const Object* rows = to_.find(id);
      if (rows == nullptr) continue;
      wait_for_triggers(*rows);
      if (const Object* before = from_.find(id)) fill_first(*before, *rows);
    }
  }

private:
  /// It changes values before they are stored, or leaves rows out, as far as its text tells.
  [[nodiscard]] bool may_write(const Object& trigger, const std::vector<std::string>& columns) const {
    const std::string when = lower(text_of(trigger, "when"));
    if (!when.starts_with("before") || lower(text_of(trigger, "for_each")) != "row") return false;
    for (const Id& need : from_.needs(trigger.id)) {
      const Object* function = from_.find(need);
      if (function == nullptr || function->kind != &kinds::function) continue;
      const std::string body = text_of(*function, "body");
      if (text_of(*function, "language") != "plpgsql" || names_word(lower(body), "null")) return true;
      if (std::any_of(columns.begin(), columns.end(),
                      [&](const std::string& column) { return names_word(body, column); }))
        return true;
    }
    return false;
  }

  void wait_for_triggers(const Object& object) {
    const std::vector<std::string> columns = rows::columns_of(body<ReferenceData>(object).rows);
    for (const Object* trigger : from_.children(table_of(object.id), kinds::trigger.name)) {
      if (to_.find(trigger->id) != nullptr || !may_write(*trigger, columns)) continue;
      for (Planned& planned : steps_) {
        auto& breaks = planned.step.breaks;
        if (std::find(breaks.begin(), breaks.end(), trigger->id) != breaks.end())
          breaks.push_back(silence_of(trigger->id));
        if (planned.step.form == &rows::upsert && planned.step.subject == object.id)
          planned.step.makes.push_back(silence_of(trigger->id));
      }
    }
  }

  /// Columns in which a row that is there gets a value for its NULL.
  static std::set<std::string> filled(const Records& before, const Records& after) {
    std::set<std::string> columns;
    for (const Record& record : before.list)
      for (const Record& now : after.list) {
        if (rows::key_of(before, record) != rows::key_of(after, now)) continue;
        for (const auto& [column, text] : record)
          if (const auto found = now.find(column); !text && found != now.end() && found->second) columns.insert(column);
      }
    return columns;
  }

  /// The column changes in nothing but its NOT NULL.
  [[nodiscard]] bool only_gets_not_null(const Id& id) const {
    const Object* before = from_.find(id);
    const Object* after = to_.find(id);
    if (before == nullptr || after == nullptr || after->hints.contains("backfill")) return false;
    if (body<Column>(*before).not_null || !body<Column>(*after).not_null) return false;
    const Changed changed = differing(*before, *after);
    return std::all_of(changed.fields.begin(), changed.fields.end(),
                       [](const Field* field) { return field->key.starts_with("not_null"); });
  }

  /// They are told apart by a key that comes behind the NOT NULL.
  [[nodiscard]] bool key_needs(const Id& rows, const Id& column) const {
    const auto& needs = to_.needs(rows);
    return std::any_of(needs.begin(), needs.end(), [&](const Id& need) {
      const Object* key = to_.find(need);
      return need.kind != kinds::column.name && key != nullptr && from_.find(need) != key &&
             to_.needs(need).contains(column);
    });
  }

  [[nodiscard]] std::set<int> sequences_of(const Id& subject) const {
    std::set<int> sequences;
    for (const Planned& planned : steps_)
      if (planned.step.subject == subject) sequences.insert(planned.sequence);
    return sequences;
  }

  void fill_first(const Object& before, const Object& after) {
    const Id table = table_of(after.id);
    for (const std::string& name : filled(body<ReferenceData>(before).rows, body<ReferenceData>(after).rows)) {
      const Id column{kinds::column.name, table.path.child(name)};
      if (!only_gets_not_null(column) || key_needs(after.id, column)) continue;
      const std::set<int> sequences = sequences_of(column);
      for (Planned& planned : steps_) {
        Step& step = planned.step;
        if (step.subject == after.id)
          std::erase_if(step.needs, [&](const Id& id) { return id == column || id == not_null_of(column); });
        else if (sequences.contains(planned.sequence))
          step.needs.push_back(after.id);
      }
    }
  }

  std::vector<Planned>& steps_;
  const State& from_;
  const State& to_;
};

} // namespace

void order_row_values(std::vector<Planned>& steps, const State& from, const State& to) {
  RowValues(steps, from, to).run();
}

} // namespace lockstep
