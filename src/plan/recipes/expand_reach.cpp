// Which columns an expansion can reach, and under what names its other shape and its helpers stand.
#include "plan/recipes/expand_reach.hpp"
#include "kinds/column.hpp"
#include "kinds/partition.hpp"
#include "kinds/table.hpp"
#include "plan/expansion.hpp"
#include "plan/mentions.hpp"
#include "plan/recipes/expand.hpp"
#include "plan/recipes/partition_parts.hpp"

#include <algorithm>
#include <string_view>

namespace lockstep {

namespace {

bool says_name(const Object& object, const std::string& name) {
  return std::any_of(object.kind->fields.begin(), object.kind->fields.end(),
                     [&](const Field& field) { return names_word(to_text(field.get(object.body.get())), name); });
}

} // namespace

std::vector<Id> expand::own_of_parts(const State& state, const Id& column) {
  std::vector<Id> found;
  for (const Object* child : partition::children_of(state, table_of(column))) {
    const Id own{column.kind, child->id.path.child(column.name())};
    if (state.find(own) != nullptr) found.push_back(own);
    for (const Id& id : state.dependents(child->id)) {
      const Object* object = state.find(id);
      if (object == nullptr || object->kind == child->kind || !says_name(*object, column.name())) continue;
      if (partition::shared_with_parent(*object, state) == nullptr) found.push_back(id);
    }
    const std::vector<Id> below = own_of_parts(state, own);
    found.insert(found.end(), below.begin(), below.end());
  }
  return found;
}

bool expand::is_inherited(const State& state, const Id& table) {
  const Object* object = state.find(table);
  if (object != nullptr && object->kind->name == "table" && !body<Table>(*object).inherits.empty()) return true;
  const auto children = partition::children_of(state, table);
  return std::any_of(children.begin(), children.end(),
                     [&](const Object* child) { return is_inherited(state, child->id); });
}

std::string expand::why_no_second(const State& state, const Id& column) {
  constexpr std::string_view again = " Drop that in a change before this one, and declare it again when the contract "
                                     "has run.";
  if (!body<Column>(*state.find(column)).generated.empty())
    return "it is generated. Drop it in a change before this one, and add it again with this one.";
  if (recipes::is_partition_key(state, column))
    return "it decides which partition a row belongs to. Declare a table of another name, partitioned by the new "
           "column, and let the application move over to it.";
  if (is_inherited(state, table_of(column)))
    return "its table inherits, or is inherited from, and rows of such tables are written without the triggers of "
           "their parent.";
  if (const auto own = own_of_parts(state, column); !own.empty())
    return to_text(own.front()) + " belongs to a partition alone, so it would find no twin." + std::string(again);
  for (const Id& other : state.dependents(column)) {
    const Object* object = state.find(other);
    if (object == nullptr) continue;
    if (object->kind->name == "exclusion")
      return to_text(other) + " stands on it, and PostgreSQL builds no exclusion constraint while others write." +
             std::string(again);
    if (object->kind->name == "column" && !body<Column>(*object).generated.empty())
      return to_text(other) + " is generated from it." + std::string(again);
    if (!is_key_of_leaves(state, other)) continue;
    for (const Id& key : state.dependents(other))
      if (key.kind == "foreign_key")
        return to_text(key) +
               " refers to the primary key of the partitioned table, and PostgreSQL makes no index of "
               "such a table its primary key." +
               std::string(again);
  }
  return {};
}

bool expand::is_key_of_unseen(const State& from, const State& to, const Id& column) {
  const Id table = table_of(column);
  if (!partition::has_unseen(to, table)) return false;
  const auto keys = from.children(table, "primary_key");
  return std::any_of(keys.begin(), keys.end(), [&](const Object* key) { return from.needs(key->id).contains(column); });
}

bool expand::can_move(const State& state, const Id& column) { return why_no_second(state, column).empty(); }

/// What works on rows of partitions that nobody here sees can not be split into work on each of them.
static std::string why_not_by_parts(const Step& step, const State& from, const State& to) {
  const bool works = step.form->cost != Cost::catalog && step.table.kind == "table";
  if (!works || !partition::has_unseen(from, to, step.table)) return {};
  return "The partitions of " + own_sql(step.table) +
         " are managed elsewhere, so no file can name them. A plan from a database that has them goes through them one "
         "by one: `lockstep diff @production schema.toml --out DIR`.";
}

std::string why_in_place(const Step& step, const State& from, const State& to) {
  const bool expandable = step.form == &column::set_type_rewriting || step.form == &column::set_type_rebuilding ||
                          step.form == &column::rename;
  for (const State* state : {&from, &to}) {
    if (!expandable || state->find(step.subject) == nullptr || step.subject.kind != "column") continue;
    if (const std::string why = expand::why_no_second(*state, step.subject); !why.empty())
      return "The column can not get a second one beside it: " + why;
  }
  if (expandable && step.subject.kind == "column" && to.find(step.subject) != nullptr)
    if (const std::string& type = body<Column>(*to.find(step.subject)).type; expand::is_ruled_domain(to, type))
      return "The column can not get a second one beside it: its type " + type +
             " is a domain with rules of its own, and PostgreSQL writes the whole table again for a new column of it. "
             "Give it the domain's own type and the table the rule, as a check, in a change before this one.";
  if (expandable && step.subject.kind == "column" && expand::is_key_of_unseen(from, to, step.subject))
    return "Its primary key is made of those of partitions that are managed elsewhere, and they get no index from "
           "here. "
           "Declare them in a copy of the schema, without `partitions`, and plan from the database: "
           "`lockstep diff @production copy.toml --out DIR`.";
  return why_not_by_parts(step, from, to);
}

bool expand::is_open(Expansion& expansion, const State& from, const State& to) {
  for (expansion.helper_number = 1;; ++expansion.helper_number) {
    const std::vector<Id> helpers = helper_ids(expansion);
    const auto stands = [&](const Id& id) { return from.find(id) != nullptr; };
    if (to.find(helpers.front()) == nullptr && std::all_of(helpers.begin(), helpers.end(), stands)) return true;
    if (std::none_of(helpers.begin(), helpers.end(), [&](const Id& id) { return is_helper_taken(from, id); }))
      return false;
  }
}

void expand::place_beside(Expansion& expansion, const State& from, const State& to, const std::string& type) {
  const Id column = expansion.news.front().column;
  Id& beside = expansion.news.front().beside;
  for (int n = 1; n == 1 || from.find(beside) != nullptr || to.find(beside) != nullptr; ++n) {
    const std::string suffix = n == 1 ? "new" : "new" + std::to_string(n);
    beside.path = column.path.with_back(expand::helper_name(column.name(), suffix));
    expansion.open = from.find(beside) != nullptr && to.find(beside) == nullptr &&
                     expand::is_open(expansion, from, to) && body<Column>(*from.find(beside)).type == type;
    if (expansion.open) return;
  }
}

void expand::name_helpers(const State& from, const State& to, std::vector<Expansion>& expansions) {
  std::set<Id> taken;
  for (const bool open : {true, false})
    for (Expansion& expansion : expansions) {
      if (expansion.open != open) continue;
      const auto is_free = [&](const Id& id) {
        return !is_helper_taken(from, id) && !is_helper_taken(to, id) && !taken.contains(id);
      };
      if (!open) expansion.helper_number = 1;
      std::vector<Id> helpers = helper_ids(expansion);
      while (!open && !std::all_of(helpers.begin(), helpers.end(), is_free)) {
        ++expansion.helper_number;
        helpers = helper_ids(expansion);
      }
      taken.insert(helpers.begin(), helpers.end());
    }
}

} // namespace lockstep
