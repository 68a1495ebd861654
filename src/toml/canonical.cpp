// Read, written, and read again to see that nothing is lost.
#include "toml/canonical.hpp"

#include <lockstep/error.hpp>

#include "base/text.hpp"
#include "toml/document.hpp"
#include "toml/language.hpp"
#include "toml/names.hpp"
#include "toml/remarks.hpp"
#include "toml/schema.hpp"
#include "toml/shorten.hpp"

#include <algorithm>
#include <map>

namespace lockstep {

namespace {

/// What is written in short means the same: pg_catalog."C" is "C", timestamp with time zone is timestamptz.
Value in_short(const Field& field, const Object& object, const std::string& schema) {
  Value value = field.get(object.body.get());
  if (auto* text = std::get_if<std::string>(&value)) *text = shorten(field, *text, schema);
  return value;
}

bool says_same(const Object& one, const Object& other, const std::string& schema) {
  if (one.id != other.id || !(one.hints == other.hints) || one.home != other.home) return false;
  return std::all_of(one.kind->fields.begin(), one.kind->fields.end(), [&](const Field& field) {
    return in_short(field, one, schema) == in_short(field, other, schema);
  });
}

/// The first object that only one of them declares, or declares in another way.
const Object* first_difference(const State& one, const State& other, const std::string& schema) {
  for (const auto& [id, object] : one.objects()) {
    const Object* found = other.find(id);
    if (found == nullptr || !says_same(object, *found, schema)) return &object;
  }
  for (const auto& [id, object] : other.objects())
    if (one.find(id) == nullptr) return &object;
  return nullptr;
}

std::vector<std::string> all_comments(const std::string& text) {
  const Remarks remarks = read_remarks(text);
  std::vector<std::string> all = remarks.head;
  all.insert(all.end(), remarks.tail.begin(), remarks.tail.end());
  for (const Remarked& line : remarks.lines) {
    all.insert(all.end(), line.before.begin(), line.before.end());
    all.push_back(line.behind);
  }
  std::erase(all, std::string());
  std::sort(all.begin(), all.end());
  return all;
}

std::string schema_of(const Document& document) {
  return document.root()[default_schema_key].value_or(std::string("public"));
}

/// `file = "…"` of an object, as it stands in the file.
std::string file_of(const std::string& text, const Position& at) {
  const std::string line = line_of(text, at.line);
  const std::size_t open = line.find_first_of("\"'", static_cast<std::size_t>(at.column - 1));
  if (open == std::string::npos) return {};
  const std::size_t close = line.find(line[open], open + 1);
  return line.substr(open + 1, close - open - 1);
}

std::map<Id, std::string> files_of(const State& state, const std::string& text) {
  std::map<Id, std::string> files;
  for (const auto& [id, object] : state.objects())
    if (field_from_file(*object.kind) != nullptr)
      if (const auto at = object.places.find(file_key)) files[id] = file_of(text, *at);
  return files;
}

} // namespace

Canonical canonical_text(const std::string& text, const std::string& name) {
  Declared declared = read_schema_part(text, name);
  if (declared.diagnostics.has_errors() || declared.state.objects().empty()) return {text, declared.diagnostics};
  Mistakes none;
  WriteOptions options{.default_schema = schema_of(Document(text, name, none))};
  options.files = files_of(declared.state, text);
  std::string written = carry_remarks(text, write_schema(declared.state, options));
  const Declared again = read_schema_part(written, name);
  if (const Object* lost = first_difference(declared.state, again.state, options.default_schema)) {
    Error error = proof_error("the canonical form of " + title_of(*lost) + " does not say the same",
                              "Nothing was written. Please report this with the lines that declare it.");
    error.where = lost->places.whole().text();
    throw error;
  }
  if (all_comments(text) != all_comments(written)) {
    Error error = proof_error("the canonical form would lose a comment",
                              "Nothing was written. Please report this with the file.");
    error.where = name;
    throw error;
  }
  return {std::move(written), declared.diagnostics};
}

} // namespace lockstep
