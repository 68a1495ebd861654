// Random states out of the field tables.
#include "support/random_toml.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "kinds/kinds.hpp"
#include "toml/language.hpp"
#include "toml/names.hpp"

#include <algorithm>
#include <map>

namespace lockstep::test {

std::size_t Dice::below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_); }

std::string Dice::roll_text() {
  static const std::vector<std::string> pieces = {
      "a",  "order", " ",    "'",      "\"",          "\\",
      "\n", "\t",    "ä",    "€",      "😀",           ".",
      "=",  "#",     "'''",  "\"\"\"", "{",           "]",
      "1",  "\r\n",  "\x01", "\x7F",   "total_cents", "SELECT * FROM orders WHERE status = 'pending' AND note IS NULL"};
  std::string text;
  for (std::size_t n = below(8) + 1; n > 0; --n) text += pieces[below(pieces.size())];
  return text;
}

std::string Dice::roll_name() {
  static const std::vector<std::string> names = {"id",     "orders", "Weird Name", "odd.name", "quo\"te",
                                                 "größe",  "x",      "name",       "schema",   "type",
                                                 "column", "a-b",    "0",          "it's",     "new\nline"};
  std::string name = names[below(names.size())];
  if (rarely()) name += std::to_string(below(99));
  return name;
}

std::string Dice::roll_word(const Field& field) {
  static const std::vector<std::string> literals = {"0", "-17", "true", "1.50", "007", "1e5", "-0", "0.10", "now()"};
  const auto& choices = field.options.choices;
  if (!choices.empty()) return std::string(choices[below(choices.size())]);
  return field.options.literal && below(2) == 0 ? literals[below(literals.size())] : roll_text();
}

Settings Dice::roll_settings() {
  std::map<std::string, std::string> settings;
  for (std::size_t n = below(3) + 1; n > 0; --n)
    settings[roll_name()] = rarely() ? roll_text() : rarely() ? "on" : std::to_string(below(100));
  Settings sorted;
  for (const auto& [key, setting] : settings) sorted.list.push_back(key + "=" + setting);
  std::sort(sorted.list.begin(), sorted.list.end());
  return sorted;
}

Value Dice::roll_value(const Field& field) {
  switch (field.shape) {
  case Shape::boolean:
    return true;
  case Shape::integer:
    return static_cast<std::int64_t>(below(2000)) - 1000;
  case Shape::text:
    return roll_word(field);
  case Shape::settings:
    return roll_settings();
  case Shape::records:
    return {};
  case Shape::list:
    break;
  }
  std::vector<std::string> list;
  for (const std::string_view choice : field.options.choices)
    if (below(2) == 0) list.emplace_back(choice);
  if (!field.options.choices.empty()) return list.empty() ? Value() : Value(list);
  for (std::size_t n = below(rarely() ? 20 : 3) + 1; n > 0; --n) list.push_back(rarely() ? roll_text() : roll_name());
  return list;
}

std::string Dice::roll_arguments() {
  static const std::vector<std::string> types = {"integer",     "character varying", "timestamp with time zone[]",
                                                 "public.mood", "public.\"order\"",  "\"bill.ing\".\"Mood\"[]"};
  std::vector<std::string> arguments;
  for (std::size_t n = below(3); n > 0; --n) arguments.push_back(types[below(types.size())]);
  return "(" + join(arguments, ", ") + ")";
}

Dice::Path Dice::roll_path(const Kind& kind, const Path& parent) {
  Path path = parent;
  if (kind.scope == Scope::schema) path.push_back(rarely() ? "bill.ing" : "public");
  if (!kind.joiner.empty())
    path.push_back("integer" + std::string(kind.joiner) + (below(2) == 0 ? "text" : "bytea"));
  else
    path.push_back(kind.has_signature ? quote_ident(roll_name()) + roll_arguments() : roll_name());
  return path;
}

bool Dice::put(State& state, Object object) {
  if (state.find(object.id) != nullptr) return false;
  const std::string relation = object.id.path.front() + "." + object.id.name();
  const std::string constraint = "constraint " + join(object.id.path, ".");
  if (is_constraint(*object.kind) && !names_.insert(constraint).second) return false;
  if (object.kind->is_relation && !names_.insert(relation).second) return false;
  state.put(std::move(object));
  return true;
}

void Dice::add_objects(State& state, const Kind& kind, const Path& parent, std::size_t most) {
  std::int64_t position = 0;
  for (std::size_t n = below(most + 1); n > 0; --n) {
    Object object;
    object.kind = &kind;
    object.id = {kind.name, roll_path(kind, parent)};
    const auto body = kind.make();
    for (const Field& field : kind.fields)
      if (!field.options.hidden && (field.options.required || rarely())) field.set(body.get(), roll_value(field));
    if (const Field* name = find_field(kind, "not_null_name"); name != nullptr && name->get(body.get()).index() != 0)
      find_field(kind, "not_null")->set(body.get(), true); // without it the name is a mistake
    if (const Field* place = position_field(kind)) place->set(body.get(), position + 1);
    for (const std::string_view hint : kind.hints)
      if (rarely() && rarely()) object.hints[std::string(hint)] = roll_text();
    object.body = body;
    if (!put(state, object)) continue;
    ++position;
    add_children(state, object);
  }
}

void Dice::add_children(State& state, const Object& object) {
  constexpr std::size_t most = 4;
  for (const Kind* child : child_kinds(*object.kind)) {
    const auto& sugar = object.kind->sugar;
    const bool only_one = std::any_of(sugar.begin(), sugar.end(), [&](const Sugar& s) { return s.makes == child; });
    if (!only_one || state.children(object.id, child->name).empty())
      add_objects(state, *child, object.id.path, only_one ? 1 : most);
  }
  for (const Sugar& sugar : object.kind->sugar)
    if (below(2) == 0) add_beside(state, object, sugar);
}

// What sugar makes under the name that it gives; now and then with something that it can not say.
void Dice::add_beside(State& state, const Object& object, const Sugar& sugar) {
  Object made;
  made.kind = sugar.makes;
  made.id = {sugar.makes->name, sugar_parent(sugar, object)};
  if (!state.children({"", made.id.path}, sugar.makes->name).empty() && sugar.name_suffix == "pkey") return;
  made.id.path = made.id.path.child(default_name(sugar, object));
  const auto body = sugar.makes->make();
  const bool more = rarely();
  for (const Field& field : sugar.makes->fields) {
    if (field.options.hidden) continue;
    if (field.key == sugar.columns_field)
      field.set(body.get(), std::vector<std::string>{object.id.name()});
    else if (field.options.required || (rarely() && (more || goes_along(sugar, field.key))))
      field.set(body.get(), roll_value(field));
  }
  made.body = body;
  put(state, std::move(made));
}

State Dice::roll_state() {
  constexpr std::size_t most = 3;
  State state;
  names_.clear();
  for (const Kind* kind : all_kinds())
    if (kind->parent == nullptr && kind->examine == nullptr) add_objects(state, *kind, {}, most);
  return state;
}

std::string show(const State& state) {
  std::string text;
  for (const auto& [id, object] : state.objects()) {
    text += to_text(id) + "\n";
    for (const Field& field : object.kind->fields) {
      const Value value = field.get(object.body.get());
      if (!std::holds_alternative<std::monostate>(value))
        text += "  " + std::string(field.key) + " = " + to_text(value) + "\n";
    }
    for (const auto& [key, hint] : object.hints) text += "  hint " + key + " = " + hint + "\n";
  }
  return text;
}

} // namespace lockstep::test
