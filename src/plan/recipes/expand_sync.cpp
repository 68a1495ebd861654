// Two shapes of one row kept in step. Who wrote is told from what changed, never from a setting of the session: so
// poolers, hand-written SQL and clients of any age are all covered.
#include "kinds/column.hpp"
#include "plan/mentions.hpp"
#include "plan/recipes/move.hpp"
#include "plan/recipes/null_test.hpp"

#include <algorithm>

namespace lockstep::expand {

std::string sync_name(const Expansion& expansion) {
  return numbered_name(expansion.table.name() + "_" + expansion.olds.front().column.name(), "sync",
                       expansion.helper_number);
}

namespace {

class Sync {
public:
  Sync(const Expansion& expansion, const State& from, const State& both, const State& to)
      : expansion_(expansion), from_(from), both_(both), to_(to),
        reversible_(std::all_of(expansion.olds.begin(), expansion.olds.end(),
                                [](const OldSide& old) { return !old.down.empty(); })),
        same_(expansion.news.size() == 1 && expansion.olds.size() == 1 &&
              expansion.news.front().up == quote_ident(expansion.olds.front().column.name()) &&
              expansion.olds.front().down == quote_ident(expansion.news.front().beside.name())) {}

  [[nodiscard]] std::string body_text() const {
    std::string text = "IF TG_OP = 'INSERT' THEN\n" + indented(on_insert(), 2) + "\n";
    if (reversible_) {
      text += "ELSIF " + olds_changed() + "\n  AND (" + news_changed() + ")\n  AND (" + is_filled() + ") THEN\n  IF (" +
              news_stray() + ")\n    AND (" + olds_stray() +
              ") THEN\n    RAISE EXCEPTION USING ERRCODE = 'check_violation',\n      MESSAGE = " +
              quote_literal(names() + " of " + table_sql(expansion_.table) +
                            " are set to values that do not belong together") +
              ";\n  END IF;\nELSIF " + olds_changed() + " THEN\n" + indented(old_wrote(), 2) + "\nELSIF (" +
              news_changed() + ") AND (" + news_stray() + ") THEN\n" + indented(take_down(), 2) + "\n";
    } else {
      text += "ELSIF " + olds_changed() + "\n  AND NOT ((" + news_changed() + ")\n    AND (" + is_filled() +
              ")) THEN\n" + indented(old_wrote(), 2) + "\n";
    }
    return text + "END IF;";
  }

  /// A row that is wrong: neither shape follows from the other.
  [[nodiscard]] std::string stray_row() const {
    std::vector<std::string> up;
    std::vector<std::string> down;
    for (const NewSide& side : expansion_.news)
      up.push_back(differs(quote_ident(side.beside.name()), typed(side), column_of(both_, side.beside)));
    for (const OldSide& old : expansion_.olds)
      if (reversible_)
        down.push_back(differs(quote_ident(old.column.name()), typed(old), column_of(from_, old.column)));
    const std::string news = join(up, "\n    OR ");
    return reversible_ && !same_ ? "(" + news + ")\n   AND (" + join(down, "\n    OR ") + ")" : news;
  }

private:
  const Column& column_of(const State& state, const Id& id) const { return body<Column>(*state.find(id)); }

  std::string typed(const NewSide& side) const {
    return side.plain_up ? side.up : "(" + side.up + ")::" + column_of(both_, side.beside).type;
  }
  std::string typed(const OldSide& old) const {
    return old.plain_down ? old.down : "(" + down_over_table(old) + ")::" + column_of(from_, old.column).type;
  }

  /// The user's way back speaks of the declared name, which the old column still has.
  std::string down_over_table(const OldSide& old) const {
    if (!expansion_.retypes()) return old.down;
    return "SELECT " + old.down + " FROM (SELECT " + declared_columns("", old.down) + ") AS " +
           quote_ident(expansion_.table.name());
  }

  /// Those that the text names, or the whole row where it names that: a later contract may take others away.
  std::string declared_columns(const std::string& of, const std::string& text) const {
    std::vector<std::string> columns;
    const bool whole_row = names_word(text, expansion_.table.name());
    for (const Object* column : to_.children(expansion_.table, "column")) {
      const NewSide* moved = nullptr;
      for (const NewSide& side : expansion_.news)
        if (side.column == column->id) moved = &side;
      if (moved != nullptr)
        columns.push_back(of + quote_ident(moved->beside.name()) + " AS " + quote_ident(column->id.name()));
      else if (from_.find(column->id) != nullptr && (whole_row || names_word(text, column->id.name())))
        columns.push_back(of + quote_ident(column->id.name()));
    }
    return join(columns, ", ");
  }

  static std::string new_row(const std::string& column) { return "NEW." + quote_ident(column); }

  std::string up_of(const NewSide& side) const {
    return side.plain_up ? "NEW." + side.up : over_new_row(expansion_.table, side.up);
  }
  std::string down_of(const OldSide& old) const {
    if (old.plain_down) return "NEW." + old.down;
    if (!expansion_.retypes()) return over_new_row(expansion_.table, old.down);
    return "(SELECT " + old.down + " FROM (SELECT " + declared_columns("NEW.", old.down) + ") AS " +
           quote_ident(expansion_.table.name()) + ")";
  }

  std::string take_up() const {
    std::vector<std::string> lines;
    for (const NewSide& side : expansion_.news)
      lines.push_back(new_row(side.beside.name()) + " := " + up_of(side) + ";");
    return join(lines, "\n");
  }
  std::string old_wrote() const {
    const std::string tally = expansion_.retypes() ? "" : "\n" + tally_sql(expansion_.table, sync_name(expansion_));
    return take_up() + tally;
  }
  std::string take_down() const {
    std::vector<std::string> lines;
    for (const OldSide& old : expansion_.olds)
      if (!old.down.empty()) lines.push_back(new_row(old.column.name()) + " := " + down_of(old) + ";");
    return join(lines, "\n");
  }

  /// Defaults that the new columns get only in the contract: before, they would hide who wrote.
  std::vector<std::string> default_lines(bool only_required) const {
    std::vector<std::string> lines;
    for (const NewSide& side : expansion_.news) {
      const Column& column = column_of(to_, side.column);
      if (column.default_value.empty() || (only_required && !column.not_null)) continue;
      const std::string name = new_row(side.beside.name());
      lines.push_back("IF " + is_null(name, to_, column.type) + " THEN " + name + " := " + column.default_value +
                      "; END IF;");
    }
    return lines;
  }

  std::string on_insert() const {
    std::vector<std::string> empty;
    for (const NewSide& side : expansion_.news)
      empty.push_back(is_null(new_row(side.beside.name()), both_, column_of(both_, side.beside).type));
    std::vector<std::string> lines{"IF " + join(empty, " AND ") + " THEN", indented(take_up(), 2)};
    if (const std::string told = tells_old_version(); !told.empty())
      lines.push_back("  IF " + told + " THEN\n    " + tally_sql(expansion_.table, sync_name(expansion_)) +
                      "\n  END IF;");
    const bool old_has_default = std::any_of(expansion_.olds.begin(), expansion_.olds.end(), [&](const OldSide& old) {
      return !column_of(from_, old.column).default_value.empty() || !column_of(from_, old.column).identity.empty();
    });
    std::vector<std::string> defaults;
    if (!old_has_default) defaults = default_lines(true);
    for (const std::string& line : defaults) lines.push_back("  " + line);
    if (!defaults.empty() && reversible_) lines.push_back(indented(take_down(), 2));
    const std::string down = take_down();
    if (expansion_.news.size() > 1)
      defaults = default_lines(false);
    else
      defaults.clear();
    if (!down.empty() || !defaults.empty()) lines.emplace_back("ELSE");
    for (const std::string& line : defaults) lines.push_back("  " + line);
    if (!down.empty()) lines.push_back(indented(down, 2));
    lines.emplace_back("END IF;");
    return join(lines, "\n");
  }

  /// Only the old version gives a value of its own to an old column. What comes from a default tells nothing.
  std::string tells_old_version() const {
    std::vector<std::string> parts;
    for (const OldSide& old : expansion_.olds) {
      const Column& column = column_of(from_, old.column);
      const std::string name = new_row(old.column.name());
      const bool called = column.default_value.find('(') != std::string::npos || !column.identity.empty();
      if (expansion_.retypes() || called) continue;
      parts.push_back(column.default_value.empty() ? is_not_null(name, from_, column.type)
                                                   : differs(name, column.default_value, column));
    }
    return join(parts, " OR ");
  }

  std::string olds_changed() const {
    std::vector<std::string> parts;
    for (const OldSide& old : expansion_.olds) {
      const std::string name = quote_ident(old.column.name());
      parts.push_back(differs("NEW." + name, "OLD." + name, column_of(from_, old.column)));
    }
    return "(" + join(parts, " OR ") + ")";
  }
  std::string news_changed() const {
    std::vector<std::string> parts;
    for (const NewSide& side : expansion_.news) {
      const std::string name = quote_ident(side.beside.name());
      parts.push_back(differs("NEW." + name, "OLD." + name, column_of(both_, side.beside)));
    }
    return join(parts, " OR ");
  }
  /// Else it is the backfill that comes to the row, and a trigger of the table that changes the old side beside it.
  std::string is_filled() const {
    std::vector<std::string> parts;
    for (const NewSide& side : expansion_.news)
      parts.push_back(is_not_null("OLD." + quote_ident(side.beside.name()), both_, column_of(both_, side.beside).type));
    std::vector<std::string> empty;
    for (const OldSide& old : expansion_.olds)
      empty.push_back(is_null("OLD." + quote_ident(old.column.name()), from_, column_of(from_, old.column).type));
    parts.push_back(empty.size() == 1 ? empty.front() : "(" + join(empty, " AND ") + ")");
    return join(parts, " OR ");
  }
  std::string news_stray() const {
    std::vector<std::string> parts;
    for (const NewSide& side : expansion_.news) {
      const Column& column = column_of(both_, side.beside);
      const std::string up = side.plain_up ? up_of(side) : up_of(side) + "::" + column.type;
      parts.push_back(differs(new_row(side.beside.name()), up, column));
    }
    return join(parts, " OR ");
  }
  std::string olds_stray() const {
    std::vector<std::string> parts;
    for (const OldSide& old : expansion_.olds) {
      const Column& column = column_of(from_, old.column);
      const std::string down = old.plain_down ? down_of(old) : down_of(old) + "::" + column.type;
      parts.push_back(differs(new_row(old.column.name()), down, column));
    }
    return join(parts, " OR ");
  }
  std::string stray() const { return same_ ? news_stray() : "(" + news_stray() + ")\n    AND (" + olds_stray() + ")"; }
  std::string names() const {
    std::vector<std::string> all;
    for (const OldSide& old : expansion_.olds) all.push_back(old.column.name());
    for (const NewSide& side : expansion_.news) all.push_back(side.beside.name());
    return join(all, ", ");
  }

  const Expansion& expansion_;
  const State& from_;
  const State& both_;
  const State& to_;
  bool reversible_;
  bool same_; ///< the two sides are equal
};

} // namespace

Helper sync_helper(const Expansion& expansion, const State& from, const State& both, const State& to) {
  return {expansion.news.front().beside,
          sync_name(expansion),
          Sync(expansion, from, both, to).body_text(),
          {},
          expansion.home,
          !expansion.retypes()};
}

std::string stray_rows(const Expansion& expansion, const State& from, const State& both, const State& to) {
  return Sync(expansion, from, both, to).stray_row();
}

} // namespace lockstep::expand

namespace lockstep {

std::vector<Id> helper_ids(const Expansion& expansion) {
  const std::string name = expand::sync_name(expansion);
  const Id& table = expansion.table;
  std::vector<Id> ids{{"function", {table.path[0], quote_ident(name) + "()"}},
                      {"trigger", {table.path[0], table.path[1], expand::helper_name("zzz", name)}}};
  if (!expansion.retypes()) ids.push_back({"sequence", {table.path[0], expand::helper_name(name, "seen")}});
  if (expansion.moves()) expand::add_mirror_ids(expansion, ids);
  return ids;
}

} // namespace lockstep
