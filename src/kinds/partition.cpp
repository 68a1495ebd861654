// Partitions: what they share with their table, and the statements that tie them to it.
// https://www.postgresql.org/docs/current/ddl-partitioning.html
#include "kinds/partition.hpp"

#include "kinds/column.hpp"
#include "kinds/list.hpp"
#include "kinds/render.hpp"
#include "kinds/type_forms.hpp"

#include <algorithm>
#include <cctype>
#include <set>

namespace lockstep::partition {

namespace {

Id named_table(const std::string& name, const Object& in) {
  std::vector<std::string> parts = parse_name(name);
  if (parts.size() == 1) parts.insert(parts.begin(), in.home.empty() ? "public" : in.home);
  return {kinds::table.name, parts};
}

/// Whether SQL takes it for a name, or for two with a dot, without quotes.
bool is_plain(const std::string& name) {
  bool begins = true;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_digit = std::isdigit(byte) != 0;
    if (is_digit ? begins : c != '.' && c != '_' && c != '$' && std::isalpha(byte) == 0 && byte < 0x80) return false;
    begins = c == '.';
  }
  return true;
}

} // namespace

Id parent_of(const Object& table) {
  const std::string& name = body<Table>(table).partition_of;
  return name.empty() ? Id{} : named_table(name, table);
}

std::vector<Id> parents_of(const Object& table) {
  const Id parent = parent_of(table);
  if (!parent.path.empty()) return {parent};
  std::vector<Id> parents;
  for (const std::string& name : body<Table>(table).inherits) parents.push_back(named_table(name, table));
  return parents;
}

void examine_names(const Object& table, const State& declared, Diagnostics& diagnostics) {
  const auto look_at = [&](const std::string& name, std::string_view key) {
    const Id as_it_stands = named_table(name, table);
    if (name.find('"') != std::string::npos || declared.find(as_it_stands) == nullptr) return;
    std::vector<std::string> quoted;
    for (const std::string& part : parse_name(name)) quoted.push_back(quote_ident(part));
    if (join(quoted, ".") == name || (is_plain(name) && declared.find(named_table(lower(name), table)) != nullptr))
      return;
    Diagnostic mistake;
    mistake.code = "name-not-quoted";
    mistake.position = table.places.find(key).value_or(table.places.whole());
    mistake.message = std::string(key) + " of " + to_text(table.id) + " names " + name +
                      " without the quotes that SQL needs around it";
    mistake.hint = "write '" + join(quoted, ".") + "', in single quotes around the double ones";
    diagnostics.add(std::move(mistake));
  };
  if (!body<Table>(table).partition_of.empty()) look_at(body<Table>(table).partition_of, "partition_of");
  for (const std::string& name : body<Table>(table).inherits) look_at(name, "inherits");
}

Id parent_of(const State& state, const Id& table) {
  const Object* object = state.find({kinds::table.name, table.path});
  return object == nullptr ? Id{} : parent_of(*object);
}

bool is_partitioned(const State& state, const Id& table) {
  const Object* object = state.find(table);
  return object != nullptr && object->kind == &kinds::table && !body<Table>(*object).partition_by.empty();
}

bool has_unseen(const State& declared, const Id& table) {
  return is_partitioned(declared, table) && declared.find(table)->hints.contains("partitions");
}

bool has_unseen(const State& from, const State& declared, const Id& table) {
  const auto seen = children_of(from, table);
  return has_unseen(declared, table) && std::all_of(seen.begin(), seen.end(), [&](const Object* partition) {
           return declared.find(partition->id) != nullptr;
         });
}

std::vector<const Object*> children_of(const State& state, const Id& table) {
  std::vector<const Object*> children;
  for (const Id& id : state.dependents(table)) {
    const Object* object = state.find(id);
    if (object == nullptr || object->kind != &kinds::table) continue;
    const std::vector<Id> parents = parents_of(*object);
    if (std::find(parents.begin(), parents.end(), table) != parents.end()) children.push_back(object);
  }
  return children;
}

std::string bound_clause(const Table& table) {
  return upper(table.values) == "DEFAULT" ? " DEFAULT" : " FOR VALUES " + table.values;
}

Step attach_step(const Object& table) {
  const Id parent = parent_of(table);
  const std::string name = own_sql(table.id);
  Step step =
      make_step(attach, table.id, alter_table(parent, "ATTACH PARTITION " + name + bound_clause(body<Table>(table))),
                alter_table(parent, "DETACH PARTITION " + name));
  step.table = parent;
  return step;
}

Step detach_step(const Object& table) {
  const Id parent = parent_of(table);
  const std::string name = own_sql(table.id);
  if (body<Table>(table).detaching) {
    Step step = make_step(finalize, table.id, alter_table(parent, "DETACH PARTITION " + name + " FINALIZE"));
    step.table = parent;
    step.note = "DETACH PARTITION CONCURRENTLY was interrupted; this ends it.";
    return step;
  }
  Step step = make_step(detach, table.id, alter_table(parent, "DETACH PARTITION " + name),
                        alter_table(parent, "ATTACH PARTITION " + name + bound_clause(body<Table>(table))));
  step.table = parent;
  step.phase = Phase::contract;
  return step;
}

Step change_bounds_step(const Object& from, const Object& to) {
  Step step = attach_step(to);
  step.form = &change_bounds;
  const Step away = detach_step(from);
  step.sql = away.sql + ";\n" + step.sql;
  step.back = step.back + ";\n" + away.back;
  return step;
}

bool is_provable(const Table& table) {
  return !table.bounds.empty() && table.bounds.find("'::oid") == std::string::npos;
}

bool is_same_definition(const Object& one, const Object& other) {
  if (one.kind == &kinds::check && one.id.name() != other.id.name()) return false;
  static constexpr std::string_view own[] = {"with", "tablespace", "comment", "invalid", "not_valid", "missing"};
  return std::all_of(one.kind->fields.begin(), one.kind->fields.end(), [&](const Field& field) {
    if (std::find(std::begin(own), std::end(own), field.key) != std::end(own)) return true;
    return field.get(one.body.get()) == field.get(other.body.get());
  });
}

namespace {
/// An index that a build left INVALID is of no use to anybody.
bool is_broken(const Object& object) {
  const Field* invalid = find_field(*object.kind, "invalid");
  return invalid != nullptr && invalid->get(object.body.get()) == Value(true);
}
} // namespace

std::shared_ptr<const Object> shared_with_parent(const Object& object, const State& state) {
  const Object* table = state.find(table_of(object.id));
  if (table == nullptr || is_broken(object)) return nullptr;
  const bool from_partitioned_only = object.kind != &kinds::check;
  for (const Id& parent : parents_of(*table)) {
    if (from_partitioned_only && parent_of(*table).path.empty()) continue;
    for (const Object* other : state.children(parent, object.kind->name))
      if (is_same_definition(object, *other)) return std::make_shared<const Object>(object);
    Object above = object;
    above.id.path = parent.path.child(object.id.name());
    if (shared_with_parent(above, state) != nullptr) return std::make_shared<const Object>(object);
  }
  return nullptr;
}

namespace {

/// The column as the table has it, by itself or by inheritance.
std::shared_ptr<const Object> column_of(const Id& table, const Object& column, const State& state) {
  Object above = column;
  above.id.path = table.path.child(column.id.name());
  if (const Object* found = state.find(above.id)) return std::make_shared<const Object>(*found);
  return inherited_column(above, state);
}

/// With nothing that belongs to the one table alone.
Column taken_over(const Column& column, const Column& by) {
  Column result = column;
  result.comment.clear();
  result.statistics.reset();
  result.options = {};
  // Before PostgreSQL 17 a partition has no identity, whatever its table has.
  result.inherited = by.inherited;
  result.identity = by.identity;
  result.identity_options = by.identity_options;
  return result;
}

} // namespace

bool disagrees_about_default(const Object& column, const State& state) {
  std::set<std::string> values;
  for (const Id& parent : parents_of(*state.find(table_of(column.id))))
    if (const auto above = column_of(parent, column, state); above != nullptr)
      values.insert(body<Column>(*above).default_value);
  values.erase("");
  return values.size() > 1;
}

std::shared_ptr<const Object> inherited_column(const Object& column, const State& state) {
  const Object* table = state.find(table_of(column.id));
  if (table == nullptr) return nullptr;
  const auto& own = body<Column>(column);
  Column result;
  if (const std::string& type = body<Table>(*table).of_type; !type.empty()) {
    const Object* composite = state.find({kinds::composite_type.name, named_table(type, *table).path});
    if (composite != nullptr && composite_type::lacks(*composite, column.id.name())) return nullptr;
    result.type = own.type;
    result.collation = own.collation;
  } else {
    std::shared_ptr<const Object> found;
    std::string default_value;
    for (const Id& parent : parents_of(*table)) {
      const auto above = column_of(parent, column, state);
      if (above == nullptr) continue;
      if (found == nullptr) found = above;
      if (default_value.empty()) default_value = body<Column>(*above).default_value;
    }
    if (found == nullptr) return nullptr;
    result = taken_over(body<Column>(*found), own);
    if (result.generated.empty() && result.identity.empty()) result.default_value = default_value;
  }
  result.position = own.position;
  Object copy = column;
  copy.body = std::make_shared<const Column>(result);
  return std::make_shared<const Object>(copy);
}

} // namespace lockstep::partition
