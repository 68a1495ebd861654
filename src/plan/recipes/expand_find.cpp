// Finds expansions: renamed and retyped columns, and columns that are fed from others which go.
#include "plan/expansion.hpp"

#include "kinds/column.hpp"
#include "kinds/constraint.hpp"
#include "kinds/narrowing.hpp"
#include "kinds/row_checks.hpp"
#include "plan/recipes/expand_reach.hpp"
#include "plan/recipes/move.hpp"

#include <algorithm>

namespace lockstep {

namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80U;
}

/// Whether a text of the user names the column: as a word of its own, outside of strings.
bool mentions(const std::string& text, const std::string& name) {
  bool in_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\'') in_string = !in_string;
    if (in_string || text.compare(at, name.size(), name) != 0) continue;
    const bool begins = at == 0 || !is_letter(text[at - 1]);
    const std::size_t end = at + name.size();
    if (begins && (end == text.size() || !is_letter(text[end]))) return true;
  }
  return false;
}

bool is_text(std::string_view type) {
  return type == "text" || type.starts_with("character varying") || type.starts_with("character(");
}

/// A value of the other type. A type with a length takes it by assignment, which refuses what an explicit cast would
/// cut.
std::string cast(const std::string& value, const std::string& from_type, const std::string& to_type) {
  if (from_type == to_type) return value;
  if (is_text(to_type)) return is_text(from_type) ? value : value + "::text";
  if (to_type.starts_with("bit")) return from_type.starts_with("bit") ? value : value + "::bit varying";
  return value + "::" + to_type;
}

} // namespace

std::map<std::string, std::string> expand::assignments_of(const std::string& text) {
  std::vector<std::string> parts(1);
  int depth = 0;
  bool in_string = false;
  for (const char c : text) {
    if (c == '\'') in_string = !in_string;
    if (!in_string && (c == '(' || c == '[')) ++depth;
    if (!in_string && (c == ')' || c == ']')) --depth;
    if (c == ',' && depth == 0 && !in_string)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  std::map<std::string, std::string> found;
  for (const std::string& part : parts) {
    const std::size_t equals = part.find('=');
    const auto name = parse_name(trim(part.substr(0, equals)));
    if (equals == std::string::npos || name.size() != 1) return {};
    found[name.front()] = trim(part.substr(equals + 1));
  }
  return found;
}

namespace {

using expand::can_move;

bool can_leave(const State& from, const State& to, const Id& id) {
  return can_move(from, id) && !expand::is_key_of_unseen(from, to, id);
}

bool can_come(const State& state, const Id& id) {
  return can_move(state, id) && !expand::is_ruled_domain(state, body<Column>(*state.find(id)).type);
}

class Finder {
public:
  Finder(const State& from, const State& to, const std::vector<Change>& changes, const Verdicts& verdicts,
         const Accepted& accepted)
      : from_(from), to_(to), changes_(changes), verdicts_(verdicts), accepted_(accepted) {}

  std::vector<Expansion> run() {
    std::set<Id> tables;
    for (const Change& change : changes_) {
      if (change.object().kind->name != "column" || change.implied) continue;
      if (change.verb == Verb::alter) find_retype(change);
      if (change.verb != Verb::alter) tables.insert(table_of(change.id()));
    }
    for (const Id& table : tables) find_fed(table);
    expand::find_rebuilt_enums(from_, to_, changes_, found_);
    expand::find_moved(from_, to_, found_);
    return std::move(found_);
  }

private:
  const Column& column_of(const State& state, const Id& id) const { return body<Column>(*state.find(id)); }

  /// The type change writes the table again, or builds indexes or fills materialized views under its lock, and nobody
  /// has accepted that.
  bool is_dear(const std::string& sql, const Id& column) const {
    const auto verdict = verdicts_.forms.find(sql);
    if (verdict == verdicts_.forms.end()) return false;
    if (verdict->second == &column::set_type_rewriting) return !accepted_.holds(rewrite, column);
    return (verdict->second == &column::set_type_rebuilding || is_read_by_filled(column)) &&
           !(accepted_.holds(blocks_reads, column) && accepted_.holds(blocks_writes, column));
  }

  /// A materialized view reads it, itself or through views.
  bool is_read_by_filled(const Id& read) const {
    const auto& readers = from_.dependents(read);
    return std::any_of(readers.begin(), readers.end(), [&](const Id& id) {
      const bool filled = id.kind == "materialized_view" && to_.find(id) != nullptr;
      return filled || (id.kind == "view" && is_read_by_filled(id));
    });
  }

  void find_retype(const Change& change) {
    const auto& changed = change.changed;
    if (!changed.has("type") && !changed.has("collation")) return;
    Steps steps;
    change.to->kind->alter(*change.from, *change.to, change.changed, to_, steps);
    const auto dear =
        std::find_if(steps.begin(), steps.end(), [&](const Step& step) { return is_dear(step.sql, change.id()); });
    if (dear == steps.end() || !can_leave(from_, to_, change.id()) || !can_come(to_, change.id())) return;
    const std::string& old_type = column_of(from_, change.id()).type;
    const std::string& new_type = column_of(to_, change.id()).type;
    const std::string name = quote_ident(change.id().name());
    const std::string up = change.to->hints.get("using");
    const std::string down = change.to->hints.get("reverse_using");
    Expansion expansion{table_of(change.id()), {}, {}, change.to->home, dear->check};
    expansion.news.push_back({change.id(), change.id(), up.empty() ? cast(name, old_type, new_type) : up, up.empty()});
    if (expansion.check.empty()) expansion.check = broken_rules(expansion.news.front());
    expansion.olds.push_back({change.id(), down, false});
    expand::place_beside(expansion, from_, to_, new_type);
    // Nobody but a foreign key's action writes the new column while the old one has its name.
    const std::string beside = quote_ident(expansion.news.front().beside.name());
    if (up.empty()) expansion.olds.front() = {change.id(), cast(beside, new_type, old_type), true};
    found_.push_back(expansion);
  }

  /// A query of the rows of which one of the conditions is true; empty without any.
  std::string rows_with_any(const Id& table, const std::vector<std::string>& conditions) const {
    return conditions.empty() ? std::string() : row_checks::matching(from_, table, lockstep::join(conditions, " OR "));
  }

  /// A query of the rows whose new values break rules which come with the new type, or become narrower with it.
  std::string broken_rules(const NewSide& side) const {
    const Id& column = side.column;
    const std::string name = quote_ident(column.name());
    const auto of_new_value = [&](const std::string& rule) {
      return side.up == name ? in_parens(rule)
                             : "(SELECT " + rule + " FROM (SELECT " + side.up + " AS " + name + ") AS new)";
    };
    std::vector<std::string> broken;
    for (const Change& change : changes_) {
      const bool is_rule = change.id().kind == "check" && change.verb != Verb::drop && change.verb != Verb::alter;
      if (!is_rule || verdicts_.carried.contains(change.id()) || !to_.needs(change.id()).contains(column)) continue;
      const auto& rule = body<CheckConstraint>(*change.to);
      if (!rule.not_valid && !rule.not_enforced) broken.push_back("NOT " + of_new_value(rule.expression));
    }
    return rows_with_any(table_of(column), broken);
  }

  /// Columns of the table that go.
  std::vector<Id> going(const Id& table) const {
    std::vector<Id> columns;
    for (const Object* column : from_.children(table, "column"))
      if (to_.find(column->id) == nullptr && can_leave(from_, to_, column->id)) columns.push_back(column->id);
    return columns;
  }

  std::vector<Id> sources_of(const Object& column, const std::vector<Id>& gone) const {
    std::vector<Id> sources;
    for (const Id& old : gone) {
      const std::string text = column.hints.get("using") + " " + column.hints.get("backfill");
      if (column.hints.get("renamed_from") == old.name() || mentions(text, old.name())) sources.push_back(old);
    }
    return sources;
  }

  void find_fed(const Id& table) {
    if (from_.find(table) == nullptr || to_.find(table) == nullptr) return;
    const std::vector<Id> gone = going(table);
    std::vector<Expansion> groups;
    for (const Object* column : to_.children(table, "column")) {
      if (!can_come(to_, column->id)) continue;
      const std::vector<Id> sources = sources_of(*column, gone);
      if (!sources.empty()) join(groups, *column, sources);
    }
    for (Expansion& group : groups) {
      const auto is_there = [&](const NewSide& side) { return from_.find(side.column) != nullptr; };
      group.open = std::all_of(group.news.begin(), group.news.end(), is_there) && expand::is_open(group, from_, to_);
      if (!group.open) std::erase_if(group.news, is_there);
      if (group.news.empty()) continue;
      for (OldSide& old : group.olds) find_down(group, old);
      if (!group.open) group.check = unfit_rows(group);
      found_.push_back(std::move(group));
    }
  }

  /// Adds the column to the group that shares a source with it; groups that it ties together become one.
  void join(std::vector<Expansion>& groups, const Object& column, const std::vector<Id>& sources) const {
    Expansion all{table_of(column.id), {}, {}, column.home, {}};
    for (const Id& source : sources) all.olds.push_back({source, {}, false});
    const auto shares = [&](const Expansion& group) {
      return std::any_of(group.olds.begin(), group.olds.end(), [&](const OldSide& old) {
        return std::find(sources.begin(), sources.end(), old.column) != sources.end();
      });
    };
    for (const Expansion& group : groups) {
      if (!shares(group)) continue;
      all.news.insert(all.news.end(), group.news.begin(), group.news.end());
      for (const OldSide& old : group.olds)
        if (std::find(sources.begin(), sources.end(), old.column) == sources.end()) all.olds.push_back(old);
    }
    std::erase_if(groups, shares);
    all.news.push_back(fed(column));
    groups.push_back(std::move(all));
  }

  NewSide fed(const Object& column) const {
    for (const char* hint : {"using", "backfill"})
      if (const std::string up = column.hints.get(hint); !up.empty()) return {column.id, column.id, up, false};
    const Id old{"column", {column.id.path[0], column.id.path[1], column.hints.get("renamed_from")}};
    return {column.id, column.id, cast(quote_ident(old.name()), column_of(from_, old).type, body<Column>(column).type),
            true};
  }

  /// A query of the rows whose values have no place in a column that is renamed and gets another type at once.
  std::string unfit_rows(const Expansion& group) const {
    std::vector<std::string> unfit;
    for (const NewSide& side : group.news) {
      if (!side.plain_up) continue;
      const Id old{"column", side.column.path.with_back(to_.find(side.column)->hints.get("renamed_from"))};
      const std::string condition =
          row_checks::unfit(to_, quote_ident(old.name()), column_of(from_, old).type, column_of(to_, side.column).type);
      if (!condition.empty()) unfit.push_back(condition);
    }
    return rows_with_any(group.table, unfit);
  }

  void find_down(const Expansion& group, OldSide& old) const {
    for (const NewSide& side : group.news) {
      const Object& column = *to_.find(side.column);
      const std::string reverse = column.hints.get("reverse_using");
      const auto assignments = expand::assignments_of(reverse);
      const bool is_rename = column.hints.get("renamed_from") == old.column.name();
      if (const auto found = assignments.find(old.column.name()); found != assignments.end())
        old.down = found->second;
      else if (!reverse.empty() && (is_rename || group.olds.size() == 1))
        old.down = reverse;
      else if (is_rename && column.hints.get("using").empty())
        old = {old.column,
               cast(quote_ident(side.beside.name()), body<Column>(column).type, column_of(from_, old.column).type),
               true};
    }
  }

  const State& from_;
  const State& to_;
  const std::vector<Change>& changes_;
  const Verdicts& verdicts_;
  const Accepted& accepted_;
  std::vector<Expansion> found_;
};

} // namespace

bool expands_rename(const Id& old, const Id& now, const State& from, const State& to, const Accepted& accepted) {
  const bool in_place = accepted.holds(breaks_old_code, now) && to.find(now)->hints.get("using").empty();
  return now.kind == "column" && !in_place && can_leave(from, to, old) && can_come(to, now);
}

std::vector<Expansion> find_expansions(const State& from, const State& to, const std::vector<Change>& changes,
                                       const Verdicts& verdicts, const Accepted& accepted) {
  std::vector<Expansion> found = Finder(from, to, changes, verdicts, accepted).run();
  expand::name_helpers(from, to, found);
  return found;
}

const Expansion* Expanded::of_new(const Id& beside) const {
  for (const Expansion& expansion : expansions)
    for (const NewSide& side : expansion.news)
      if (side.beside == beside && !expansion.open && !expansion.moves()) return &expansion;
  return nullptr;
}

} // namespace lockstep
