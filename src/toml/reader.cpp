// Objects out of a TOML file: sections, names, fields, hints.
#include "toml/reader.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "kinds/kinds.hpp"
#include "toml/language.hpp"
#include "toml/names.hpp"
#include "toml/signature.hpp"
#include "toml/toml_text.hpp"

#include <algorithm>

namespace lockstep {

namespace {

// What stands behind the name of an object in its shortest form.
std::string short_sample(const Kind& kind) {
  const Field* field = kind.short_form.empty() ? nullptr : find_field(kind, kind.short_form);
  return field != nullptr ? sample_value(*field) : "{ … }";
}

} // namespace

Reader::Reader(const Document& document, State& state, Mistakes& mistakes)
    : document_(document), state_(state), mistakes_(mistakes) {}

void Reader::read() {
  read_default_schema();
  for (const Entry& entry : entries_of(document_.root())) {
    if (entry.name() == default_schema_key) continue;
    if (const Kind* kind = find_section(nullptr, entry.name()))
      read_section(*kind, {}, entry);
    else
      unknown_section(entry);
  }
}

void Reader::read_default_schema() {
  const toml::node* given = document_.root().get(default_schema_key);
  if (given == nullptr) return;
  const auto* text = given->as_string();
  const Position at = document_.position(given->source());
  if (text == nullptr)
    return complain(at, "wrong-type", "'schema' must be a string, not " + describe(*given),
                    "it is the schema of all names in this file that name none: schema = \"public\"");
  const auto parts = parse_name(text->get());
  if (parts.size() != 1)
    return complain(at, "bad-name", "\"" + text->get() + "\" is not the name of one schema",
                    "write schema = \"public\"");
  home_ = parts.front();
}

void Reader::read_section(const Kind& kind, const Path& parent, const Entry& section) {
  if (kind.listed) return read_list(kind, section);
  if (const auto* names = section.value->as_array()) return read_names(kind, parent, section, *names);
  const auto* table = section.value->as_table();
  const std::string key(section.name());
  if (table == nullptr)
    return complain(document_.position(section.value->source()), "wrong-type",
                    "'" + key + "' must be a table of names, not " + describe(*section.value),
                    "write " + key + " = { name = … }, or a section [" + key + "] with one name on each line");
  int position = 0;
  for (const Entry& entry : entries_of(*table)) read_object(kind, parent, entry, ++position);
}

void Reader::read_names(const Kind& kind, const Path& parent, const Entry& section, const toml::array& names) {
  const std::string key(section.name());
  if (!may_be_bare(kind))
    return complain(document_.position(section.value->source()), "wrong-type",
                    "'" + key + "' must be a table of names, not an array: " + title_with_article(kind) +
                        " needs more than its name",
                    "write " + key + " = { name = " + short_sample(kind) + " }");
  for (const toml::node& element : names) {
    const Position at = document_.position(element.source());
    const auto* name = element.as_string();
    if (name == nullptr) {
      complain(at, "wrong-type", "'" + key + "' must hold names as strings, not " + describe(element),
               "write " + key + " = [\"name\"]");
      continue;
    }
    auto path = path_of(kind, parent, name->get(), at);
    if (!path) continue;
    Object object = start(kind, std::move(*path), at);
    object.body = kind.make();
    finish(std::move(object), {});
  }
}

void Reader::read_object(const Kind& kind, const Path& parent, const Entry& entry, int position) {
  const Position at = document_.position(entry);
  auto path = path_of(kind, parent, entry.name(), at);
  if (!path) return;
  Object object = start(kind, std::move(*path), at);
  const std::shared_ptr<void> body = kind.make();
  Later later;
  if (const auto* table = entry.value->as_table())
    read_keys(object, body.get(), *table, {}, later);
  else
    read_short_form(object, body.get(), entry);
  if (const Field* place = position_field(kind)) place->set(body.get(), std::int64_t{position});
  check_required(object);
  object.body = body;
  finish(std::move(object), later);
}

void Reader::read_short_form(Object& object, void* body, const Entry& entry) {
  const Kind& kind = *object.kind;
  const Position at = document_.position(entry.value->source());
  const Field* field = kind.short_form.empty() ? nullptr : find_field(kind, kind.short_form);
  const std::string key = spell_key(entry.name());
  // What is wrong with the short form is told about the object; its field need not be named.
  const auto failed = [&](std::string wanted, std::string hint) {
    complain(at, "wrong-type",
             title_of(object) + " must be " + std::move(wanted) + "a table of its keys, not " + describe(*entry.value),
             std::move(hint));
  };
  if (field == nullptr) {
    if (entry.value->is_array_of_tables()) return failed({}, "a section stands in single brackets: [a.b]");
    return failed({}, "write " + key + " = { … } or a section of its own");
  }
  object.places.add(field->key, at);
  Value value;
  const auto misfit = read_value(document_, *field, *entry.value, value);
  if (misfit && misfit->at == entry.value && misfit->code == "wrong-type")
    return failed(std::string(expectation(*field)) + " (its " + std::string(field->key) + ") or ",
                  "write " + key + " = " + sample_value(*field) + " or " + key + " = { " + sample_line(*field) + " }");
  if (misfit) return complain(*misfit);
  field->set(body, std::move(value));
}

void Reader::read_keys(Object& object, void* body, const toml::table& table, std::string_view skip, Later& later) {
  const Kind& kind = *object.kind;
  for (const Entry& entry : entries_of(table)) {
    const std::string_view key = entry.name();
    if (key == skip) continue;
    if (const Field* field = find_shown_field(kind, key))
      read_field(object, body, *field, entry);
    else if (const Field* text = key == file_key ? field_from_file(kind) : nullptr)
      read_file_field(object, body, *text, entry);
    else if (const Sugar* sugar = find_sugar(kind, key))
      later.sugar.emplace_back(sugar, entry);
    else if (goes_along(kind, key))
      later.along.push_back(entry);
    else if (std::find(kind.hints.begin(), kind.hints.end(), key) != kind.hints.end())
      read_hint(object, entry);
    else if (const Kind* child = find_section(&kind, key))
      later.sections.emplace_back(child, entry);
    else
      unknown_key(object, entry);
  }
}

void Reader::read_field(Object& object, void* body, const Field& field, const Entry& entry) {
  const bool said = object.places.contains(field.key);
  object.places.add(field.key, document_.position(entry));
  if (said && field.options.from_file) return said_twice(object, field, document_.position(entry));
  Value value;
  if (const auto misfit = read_value(document_, field, *entry.value, value)) return complain(*misfit);
  if (std::holds_alternative<Records>(value))
    for (std::size_t row = 0; row < entry.value->as_array()->size(); ++row)
      object.places.add(row_place(field.key, row), document_.position(entry.value->as_array()->get(row)->source()));
  field.set(body, std::move(value));
}

void Reader::read_hint(Object& object, const Entry& entry) {
  const std::string key(entry.name());
  object.places.add(key, document_.position(entry));
  const auto* text = entry.value->as_string();
  if (text == nullptr)
    return complain(document_.position(entry.value->source()), "wrong-type",
                    "'" + key + "' must be a string, not " + describe(*entry.value), "write " + key + " = \"…\"");
  object.hints[key] = text->get();
}

void Reader::check_required(const Object& object) {
  for (const Field& field : object.kind->fields)
    if (field.options.required && !object.places.contains(field.key))
      complain(object.places.whole(), "missing-key", title_of(object) + " has no '" + std::string(field.key) + "'",
               "add " + sample_line(field));
}

Object Reader::start(const Kind& kind, Path path, const Position& at) const {
  Object object;
  object.id = {kind.name, std::move(path)};
  object.kind = &kind;
  object.places = Places(document_.file(), at.line, at.column);
  object.home = home_;
  return object;
}

std::optional<Reader::Path> Reader::path_of(const Kind& kind, const Path& parent, std::string_view name,
                                            const Position& at) {
  const bool in_schema = kind.scope == Scope::schema;
  Path parts = kind.has_signature     ? parse_signature(name, home_)
               : !kind.joiner.empty() ? parse_joined(name, kind.joiner, home_)
                                      : parse_name(name);
  const std::string shown = "\"" + std::string(name) + "\"";
  if (parts.empty() && kind.has_signature) {
    complain(at, "bad-name", shown + " is not the name of " + title_with_article(kind) + " with its argument types",
             "write the types in parentheses: \"name(bigint, text)\", or \"name()\" when there are none");
    return {};
  }
  if (parts.empty() && !kind.joiner.empty()) {
    complain(at, "bad-name", shown + " is not the name of " + title_with_article(kind),
             "write a type, '" + std::string(trim(kind.joiner)) + "', and what it is for: \"bigint" +
                 std::string(kind.joiner) + "…\"");
    return {};
  }
  if (parts.empty()) {
    complain(at, "bad-name", shown + " is not a name",
             "a dot or a double quote inside a name is written as in SQL: "
             "'\"odd.name\"', '\"odd\"\"name\"'");
    return {};
  }
  if (parts.size() > (in_schema ? 2U : 1U)) {
    complain(at, "bad-name",
             shown + " has " + count_of(parts.size(), "part") + ", but the name of " + title_with_article(kind) +
                 (in_schema ? " has at most two: schema and name" : " has one"),
             "a dot inside a name is written as in SQL: '\"" + std::string(name) + "\"'");
    return {};
  }
  Path path = parent;
  if (in_schema && parts.size() == 1) path.push_back(home_);
  path.insert(path.end(), parts.begin(), parts.end());
  return path;
}

void Reader::finish(Object object, const Later& later) {
  if (later.sugar.empty() && later.along.empty() && later.sections.empty()) {
    put(object);
    return;
  }
  const Id id = object.id;
  const Object* kept = put(object) ? state_.find(id) : nullptr;
  // What stands below an object that is declared twice is still looked through, but must not mix with the first one.
  State aside;
  Reader reader(document_, kept != nullptr ? state_ : aside, mistakes_);
  reader.home_ = home_;
  const Object& owner = kept != nullptr ? *kept : object;
  for (const auto& [sugar, entry] : later.sugar) reader.read_sugar(owner, *sugar, entry, later);
  check_along(owner, later);
  for (const auto& [kind, entry] : later.sections) reader.read_section(*kind, id.path, entry);
}

bool Reader::put(Object& object, std::string_view made_by) {
  const Object* first = state_.find(object.id);
  if (first == nullptr) {
    state_.put(std::move(object));
    return true;
  }
  const std::string what = title_of(object);
  complain(object.places.whole(), "duplicate",
           (made_by.empty() ? what + " is declared twice"
                            : "'" + std::string(made_by) + "' makes " + what + ", which is already declared") +
               "; first at " + first->places.whole().text(),
           made_by.empty() ? "keep one of the two" : "give one of the two a name of its own");
  return false;
}

void Reader::complain(const Position& at, std::string code, std::string message, std::string hint) {
  mistakes_.push_back(document_.mistake(at, std::move(code), std::move(message), std::move(hint)));
}

void Reader::complain(const Misfit& misfit) {
  complain(document_.position(misfit.at->source()), misfit.code, misfit.message, misfit.hint);
}

} // namespace lockstep
