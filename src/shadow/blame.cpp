// From an error of the server to the line of the schema that caused it.
#include "shadow/blame.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "model/kind.hpp"

#include <algorithm>
#include <set>

namespace lockstep {

namespace {

/// The name that a message is about: `relation "public.custmers" does not exist`, `function nwo() does not exist`.
std::string quoted_name(const std::string& message) {
  constexpr std::string_view function = "function ";
  if (message.starts_with(function)) return message.substr(function.size(), message.find('(') - function.size());
  const auto open = message.find('"');
  if (open == std::string::npos) return {};
  const auto close = message.find('"', open + 1);
  return close == std::string::npos ? std::string() : message.substr(open + 1, close - open - 1);
}

std::vector<std::string> texts_of(const Field& field, const Object& object) {
  const Value value = field.get(object.body.get());
  if (const auto* text = std::get_if<std::string>(&value)) return {*text};
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) return *list;
  return {};
}

/// True when `offset` of `sql` lies inside an occurrence of `text`.
bool covers(const std::string& sql, const std::string& text, std::size_t offset) {
  if (text.empty()) return false;
  for (auto at = sql.find(text); at != std::string::npos && at <= offset; at = sql.find(text, at + 1))
    if (offset < at + text.size()) return true;
  return false;
}

/// Byte offset of the error in the statement (the server counts characters).
std::size_t byte_offset(const std::string& sql, int position) {
  std::size_t at = 0;
  for (int left = position - 1; left > 0 && at < sql.size(); --left) {
    ++at;
    while (at < sql.size() && (static_cast<unsigned char>(sql[at]) & 0xC0U) == 0x80U) ++at;
  }
  return at;
}

Position place_of(const Failure& failure) {
  const Object& object = *failure.object;
  if (failure.error.position > 0) {
    // "at end of input" is behind the last byte.
    const std::size_t offset =
        std::min(byte_offset(failure.sql, failure.error.position), std::max<std::size_t>(failure.sql.size(), 1) - 1);
    for (const Field& field : object.kind->fields) {
      const auto place = object.places.find(field.key);
      if (!place) continue;
      for (const std::string& text : texts_of(field, object))
        if (covers(failure.sql, text, offset)) return *place;
    }
  }
  // A name that the message quotes tells the field as well.
  const std::string name = quoted_name(failure.error.what());
  for (const Field& field : object.kind->fields) {
    const auto place = object.places.find(field.key);
    if (!place || name.empty()) continue;
    for (const std::string& text : texts_of(field, object))
      if (text.find(name) != std::string::npos) return *place;
  }
  return object.places.whole();
}

std::vector<std::string> candidates_for(const std::string& message, const Failure& failure, const State& declared) {
  std::vector<std::string> names;
  const bool column = message.starts_with("column ");
  const bool type = message.starts_with("type ");
  for (const auto& [id, object] : declared.objects()) {
    const bool is_column = object.kind->name == "column";
    if (column != is_column) continue;
    if (column && failure.object->id.path.size() > 1 && id.path[1] != failure.object->id.path[1]) continue;
    if (column || object.kind->scope == Scope::schema) names.push_back(id.name());
  }
  if (type)
    for (const char* name :
         {"bigint", "integer",  "smallint", "text", "varchar",          "boolean", "timestamptz", "timestamp",
          "date",   "time",     "numeric",  "real", "double precision", "uuid",    "jsonb",       "json",
          "bytea",  "interval", "inet",     "char"})
      names.emplace_back(name);
  return names;
}

std::string hint_for(const Failure& failure, const State& declared) {
  const std::string message = failure.error.what();
  if (!failure.error.hint.empty()) return failure.error.hint;
  std::string name = quoted_name(message);
  if (name.empty() || message.find("does not exist") == std::string::npos) return {};
  if (const auto parts = parse_name(name); !parts.empty()) name = parts.back();
  const std::string near = nearest(name, candidates_for(message, failure, declared));
  return near.empty() || near == name ? std::string() : "did you mean \"" + near + "\"?";
}

/// True when the failure only follows from the failure of another object that its message names.
bool is_consequence(const Failure& failure, const std::set<std::string>& failed_names, const std::set<Id>& failed) {
  const Object& object = *failure.object;
  if (object.kind->parent != nullptr && failed.contains({object.kind->parent->name, object.id.path.parent()}))
    return true;
  const std::string message = failure.error.what();
  // A table whose columns were refused stands without its partition key.
  if (message.find("does not exist") == std::string::npos && !message.ends_with("is not partitioned")) return false;
  std::string name = quoted_name(message);
  if (const auto parts = parse_name(name); !parts.empty()) name = parts.back();
  return name != object.id.name() && failed_names.contains(name);
}

} // namespace

void blame(const std::vector<Failure>& failures, const State& declared, Diagnostics& diagnostics) {
  std::set<std::string> names;
  std::set<Id> ids;
  std::vector<const Failure*> firsts;
  for (const Failure& failure : failures) {
    const Object& object = *failure.object;
    names.insert(object.id.name());
    if (object.kind->parent != nullptr && object.kind->name == "column") names.insert(object.id.path.parent().back());
    if (ids.insert(object.id).second) firsts.push_back(&failure);
  }
  std::set<Id> reported;
  for (const bool consequences : {false, true}) {
    if (consequences && !reported.empty()) break; // only followers: better some than none
    for (const Failure* first : firsts) {
      const Failure& failure = *first;
      if (is_consequence(failure, names, ids) != consequences || !reported.insert(failure.object->id).second) continue;
      diagnostics.add({.severity = Severity::error,
                       .code = "rejected-by-postgresql",
                       .position = place_of(failure),
                       .message = to_text(failure.object->id) + ": " + failure.error.what(),
                       .hint = hint_for(failure, declared),
                       .line = {}});
    }
  }
}

} // namespace lockstep
