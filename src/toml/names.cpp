// Default names as PostgreSQL chooses them, and names in words.
#include "toml/names.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace lockstep {

namespace {

// The longest start of `name` of at most so many bytes that does not cut a UTF-8 character.
std::string_view clip(std::string_view name, std::size_t bytes) {
  if (name.size() <= bytes) return name;
  while (bytes > 0 && (static_cast<unsigned char>(name[bytes]) & 0xC0U) == 0x80U) --bytes;
  return name.substr(0, bytes);
}

// A primary key is called after its table alone, wherever it is declared: the parent has sugar for it, too.
bool is_named_after_table(const Sugar& sugar, const Kind& kind) {
  if (is_on_parent(sugar, kind)) return true;
  if (kind.parent == nullptr) return false;
  const auto& above = kind.parent->sugar;
  return std::any_of(above.begin(), above.end(), [&](const Sugar& other) { return other.makes == sugar.makes; });
}

} // namespace

std::string choose_name(std::string_view table, std::string_view column, std::string_view suffix) {
  const std::size_t overhead = (column.empty() ? 0 : 1) + (suffix.empty() ? 0 : suffix.size() + 1);
  const std::size_t room = max_identifier_bytes - std::min(overhead, max_identifier_bytes);
  std::size_t of_table = table.size();
  std::size_t of_column = column.size();
  while (of_table + of_column > room) --(of_table > of_column ? of_table : of_column);
  std::string name(clip(table, of_table));
  if (!column.empty()) name.append("_").append(clip(column, of_column));
  if (!suffix.empty()) name.append("_").append(suffix);
  return name;
}

bool is_on_parent(const Sugar& sugar, const Kind& kind) { return sugar.makes->parent == &kind; }

std::string default_name(const Sugar& sugar, const Object& object) {
  const auto& path = object.id.path;
  if (is_on_parent(sugar, *object.kind)) return choose_name(path.back(), {}, sugar.name_suffix);
  const bool bare = is_named_after_table(sugar, *object.kind);
  return choose_name(path[path.size() - 2], bare ? std::string_view() : path.back(), sugar.name_suffix);
}

std::vector<std::string> sugar_parent(const Sugar& sugar, const Object& object) {
  std::vector<std::string> path = object.id.path;
  if (!is_on_parent(sugar, *object.kind)) path.pop_back();
  return path;
}

std::string title_of(const Kind& kind, const std::vector<std::string>& path) {
  return std::string(kind.title) + " " + name_text(path);
}

std::string title_of(const Object& object) { return title_of(*object.kind, object.id.path); }

std::string spell_part(std::string_view name) {
  if (!name.empty() && name.find_first_of(".\"") == std::string_view::npos) return std::string(name);
  return "\"" + replace_all(std::string(name), "\"", "\"\"") + "\"";
}

} // namespace lockstep
