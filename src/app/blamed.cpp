// From a statement that the server refuses in the proof to the line of the schema that it is made of.
#include "app/blamed.hpp"

#include <lockstep/lockstep.hpp>

#include "app/project.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"
#include "model/kind.hpp"
#include "plan/mentions.hpp"
#include "plan/recipes/move.hpp"

#include <algorithm>

namespace lockstep {

namespace {

[[noreturn]] void complain(const Diagnostic& mistake) {
  Diagnostics diagnostics;
  diagnostics.add(mistake);
  add_source_lines(diagnostics);
  throw SchemaError(std::move(diagnostics));
}

std::string first_line(const Error& error) {
  const std::string message = error.what();
  return message.substr(0, message.find('\n'));
}

/// What the statement is about.
struct About {
  std::vector<const Object*> columns; ///< declared: its own, or those whose values the expansion of that makes
  bool of_rebuilt_enum = false;       ///< nobody has looked at their hints: the types are not there before the plan
};

About about(const Error& refused, const State& to, const std::vector<Expansion>& expansions) {
  const auto is_it = [&](const Id& id) { return to_text(id) == refused.object; };
  About found;
  for (const Expansion& expansion : expansions) {
    const bool is_new = std::any_of(expansion.news.begin(), expansion.news.end(),
                                    [&](const NewSide& side) { return is_it(side.column) || is_it(side.beside); });
    const bool is_old = std::any_of(expansion.olds.begin(), expansion.olds.end(),
                                    [&](const OldSide& old) { return is_it(old.column); });
    if (!is_new && !is_old) continue;
    for (const NewSide& side : expansion.news) found.columns.push_back(to.find(side.column));
    found.of_rebuilt_enum = found.of_rebuilt_enum || !expansion.types.empty();
  }
  if (!found.columns.empty()) return found;
  for (const auto& [id, object] : to.objects())
    if (id.kind == "column" && is_it(id)) found.columns.push_back(&object);
  return found;
}

/// The expression, or those of "a = …, b = …".
std::vector<std::string> expressions_of(const std::string& hint) {
  std::vector<std::string> all{hint};
  for (const auto& [name, value] : expand::assignments_of(hint)) all.push_back(value);
  return all;
}

/// The hint of these columns that the statement is made of; of several, one that has the name which the server quotes,
/// or the last.
std::pair<const Object*, std::string> hint_of(const Error& refused, const std::vector<const Object*>& columns) {
  const std::string message = first_line(refused);
  const std::size_t open = message.find('"');
  const std::string name =
      open == std::string::npos ? std::string() : message.substr(open + 1, message.find('"', open + 1) - open - 1);
  std::pair<const Object*, std::string> found{nullptr, {}};
  for (const Object* column : columns)
    for (const char* key : {"backfill", "using", "reverse_using"}) {
      const std::string hint = column->hints.get(key);
      const std::vector<std::string> parts = hint.empty() ? std::vector<std::string>() : expressions_of(hint);
      if (std::none_of(parts.begin(), parts.end(), [&](const std::string& part) {
            return !part.empty() && refused.sql.find(part) != std::string::npos;
          }))
        continue;
      found = {column, key};
      if (!name.empty() && names_word(hint, name)) return found;
    }
  return found;
}

void blame_hint(const Error& refused, const State& from, const std::vector<const Object*>& columns) {
  if (refused.sqlstate == "42P10") return; // a publication takes no UPDATE of the table, whatever it writes
  const auto [column, key] = hint_of(refused, columns);
  if (column == nullptr || column->places.whole().line == 0) return;
  const bool is_there = from.find(column->id) != nullptr;
  complain({.code = "wrong-hint",
            .position = column->places.find(key).value_or(column->places.whole()),
            .message = to_text(column->id) + ": " + key + ": " + first_line(refused),
            .hint = std::string("It stands over the columns that the table has ") +
                    (key == "reverse_using" ? "after" : "before") + " the change." +
                    (is_there ? " Take it away when it is of a change that is long done." : ""),
            .line = {}});
}

/// As it is written in the file of the column.
std::string type_of(const Object& column) {
  const std::string type = to_text(find_field(*column.kind, "type")->get(column.body.get()));
  const std::string home = quote_ident(column.home.empty() ? column.id.path.front() : column.home) + ".";
  return type.starts_with(home) ? type.substr(home.size()) : type;
}

bool is_text(const std::string& type) { return type.starts_with("text") || type.starts_with("character"); }

void blame_type(const Error& refused, const State& from, const Object& column) {
  const Object* before = from.find(column.id);
  const bool no_cast = refused.sqlstate == "42804" || refused.sqlstate == "42846";
  if (!no_cast || before == nullptr || column.places.whole().line == 0 || column.hints.contains("using")) return;
  const std::string was = type_of(*before);
  const std::string type = type_of(column);
  if (was == type) return;
  complain({.code = "no-cast",
            .position = column.places.find("type").value_or(column.places.whole()),
            .message = to_text(column.id) + ": PostgreSQL does not cast " + was + " to " + type + " by itself",
            .hint = "Say how old values become new ones: using = \"" + quote_ident(column.id.name()) +
                    (is_text(was) ? "::" : "::text::") + type + "\", or another expression over the old columns.",
            .line = {}});
}

} // namespace

void blame_schema(const Error& refused, const State& from, const State& to, const std::vector<Expansion>& expansions) {
  const bool by_text =
      refused.sqlstate.starts_with("42") || refused.sqlstate.starts_with("22") || refused.sqlstate.starts_with("0A");
  if (!by_text) return;
  const About what = about(refused, to, expansions);
  if (refused.exit == Exit::usage || what.of_rebuilt_enum) blame_hint(refused, from, what.columns);
  for (const Object* column : what.columns) blame_type(refused, from, *column);
}

} // namespace lockstep
