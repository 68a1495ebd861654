// Sugar: keys on one object that declare another, and keys that no object knows.
#include <lockstep/error.hpp>

#include "base/files.hpp"
#include "base/text.hpp"
#include "toml/language.hpp"
#include "toml/names.hpp"
#include "toml/reader.hpp"

#include <algorithm>
#include <filesystem>

namespace lockstep {

namespace {

bool is_given(const Entry& entry) {
  const auto* truth = entry.value->as_boolean();
  return truth == nullptr || truth->get();
}

} // namespace

void Reader::read_sugar(const Object& owner, const Sugar& sugar, const Entry& entry, const Later& later) {
  if (takes_true(sugar, *owner.kind) && !is_given(entry)) return;
  Path parent = sugar_parent(sugar, owner);
  Path path = parent;
  path.push_back(default_name(sugar, owner));
  if (is_on_parent(sugar, *owner.kind) && entry.value->is_table())
    return read_sugar_table(sugar, parent, std::move(path), entry);

  const Position at = document_.position(entry);
  Object object = start(*sugar.makes, std::move(path), at);
  const std::shared_ptr<void> body = sugar.makes->make();
  if (!read_sugar_value(object, body.get(), *owner.kind, sugar, entry)) return;
  if (const Field* columns = find_field(*sugar.makes, sugar.columns_field)) {
    columns->set(body.get(),
                 columns->shape == Shape::list ? Value(std::vector{owner.id.name()}) : Value(owner.id.name()));
    object.places.add(columns->key, at);
  }
  read_along(object, body.get(), sugar, later);
  check_required(object);
  object.body = body;
  put(object, sugar.key);
}

bool Reader::read_sugar_value(Object& object, void* body, const Kind& on, const Sugar& sugar, const Entry& entry) {
  const std::string key(sugar.key);
  if (takes_true(sugar, on)) {
    if (entry.value->is_boolean()) return true;
    complain(document_.position(entry.value->source()), "wrong-type",
             "'" + key + "' must be true or false, not " + describe(*entry.value), "write " + key + " = true");
    return false;
  }
  Field field = *find_field(*sugar.makes, sugar.field);
  const std::string_view field_key = field.key;
  field.key = sugar.key; // messages speak of the key that the user wrote
  object.places.add(field_key, document_.position(entry));
  Value value;
  if (const auto misfit = read_value(document_, field, *entry.value, value)) {
    complain(*misfit);
    return false;
  }
  field.set(body, std::move(value));
  return true;
}

void Reader::read_sugar_table(const Sugar& sugar, const Path& parent, Path path, const Entry& entry) {
  const toml::table& table = *entry.value->as_table();
  if (const auto named = table.find(name_key); named != table.end()) {
    const Position at = document_.position(named->second.source());
    const auto* name = named->second.as_string();
    if (name == nullptr) {
      complain(at, "wrong-type", "'name' must be a string, not " + describe(named->second), "write name = \"…\"");
    } else if (auto given = path_of(*sugar.makes, parent, name->get(), at)) {
      path = std::move(*given);
    }
  }
  Object object = start(*sugar.makes, std::move(path), document_.position(entry));
  const std::shared_ptr<void> body = sugar.makes->make();
  Later later;
  read_keys(object, body.get(), table, name_key, later);
  check_required(object);
  object.body = body;
  finish(std::move(object), later);
}

void Reader::read_along(Object& object, void* body, const Sugar& sugar, const Later& later) {
  for (const Entry& entry : later.along)
    if (goes_along(sugar, entry.name()))
      if (const Field* field = find_shown_field(*sugar.makes, entry.name())) read_field(object, body, *field, entry);
}

void Reader::check_along(const Object& owner, const Later& later) {
  for (const Entry& entry : later.along) {
    std::vector<std::string> takers;
    for (const auto& [sugar, given] : later.sugar)
      if (goes_along(*sugar, entry.name()) && is_given(given) && !given.value->is_table())
        takers.push_back("'" + std::string(sugar->key) + "'");
    if (takers.size() == 1) continue;
    const std::string key = "'" + std::string(entry.name()) + "'";
    if (takers.size() > 1) {
      complain(document_.position(entry), "ambiguous-key", key + " may belong to " + join(takers, " or to "),
               "declare one of them in a section of its own");
      continue;
    }
    std::vector<std::string> possible;
    for (const Sugar& sugar : owner.kind->sugar)
      if (goes_along(sugar, entry.name())) possible.push_back("'" + std::string(sugar.key) + "'");
    complain(document_.position(entry), "stray-key", key + " says nothing without " + join(possible, " or "),
             "add " + possible.front() + " or remove " + key);
  }
}

void Reader::said_twice(const Object& object, const Field& field, const Position& at) {
  const std::string key(field.key);
  complain(at, "duplicate", "'file' and '" + key + "' both say the " + key + " of " + title_of(object),
           "keep one of the two");
}

void Reader::read_file_field(Object& object, void* body, const Field& field, const Entry& entry) {
  const Position at = document_.position(entry.value->source());
  const auto* name = entry.value->as_string();
  if (name == nullptr || name->get().empty())
    return complain(at, "wrong-type", "'file' must be the name of a file, not " + describe(*entry.value),
                    "write file = \"functions/order_total.sql\"");
  const bool said = object.places.contains(field.key);
  object.places.add(field.key, at);
  object.places.add(file_key, at);
  if (said) return said_twice(object, field, at);
  const std::filesystem::path path = std::filesystem::path(at.file).parent_path() / name->get();
  try {
    field.set(body, read_file(path));
  } catch (const Error& error) {
    complain(at, "unreadable-file", error.what(), "the name is looked up beside " + at.file);
  }
}

void Reader::unknown_key(Object& object, const Entry& entry) {
  const std::string key(entry.name());
  const Kind& kind = *object.kind;
  const auto known = keys_of(kind);
  const std::string near = nearest(key, known);
  const auto top = top_keys();
  std::string hint;
  if (!near.empty()) {
    hint = "did you mean '" + near + "'?";
    object.places.add(near, document_.position(entry)); // then it is not missing, too
  } else if (std::find(top.begin(), top.end(), key) != top.end()) {
    hint = "'" + key + "' belongs to the top of the file, before the first section";
  } else if (kind.scope == Scope::schema && entry.value->is_table()) {
    const std::string name = object.id.name() + "." + key;
    hint = "a name with its schema stands in quotes: [" + std::string(kind.section) + ".\"" + name + "\"]";
  } else {
    hint = "known here: " + join(known, ", ");
  }
  complain(document_.position(entry), "unknown-key", "unknown key '" + key + "' in " + title_of(object), hint);
}

void Reader::unknown_section(const Entry& entry) {
  const std::string key(entry.name());
  const auto known = top_keys();
  const std::string near = nearest(key, known);
  complain(document_.position(entry), "unknown-key", "unknown key '" + key + "' at the top of the file",
           near.empty() ? "known here: " + join(known, ", ") : "did you mean '" + near + "'?");
}

} // namespace lockstep
