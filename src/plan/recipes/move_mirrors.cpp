// Each write of one side is repeated on the other only where that one differs, so that no trigger answers another.
#include "plan/recipes/move_mirrors.hpp"

#include "kinds/column.hpp"
#include "plan/recipes/move.hpp"

namespace lockstep::expand {

Mirrors::Mirrors(const Expansion& expansion, const State& both) : expansion_(expansion), both_(both) {
  for (const OldSide& old : expansion.olds) olds_.push_back(old.column.name());
  for (const NewSide& side : expansion.news) news_.push_back(side.column.name());
}

std::string Mirrors::here() const { return table_sql(expansion_.table); }
std::string Mirrors::there() const { return table_sql(expansion_.other_table()); }

Mirrors::Names Mirrors::of(const Names& columns, const std::string& row) {
  Names all;
  for (const std::string& column : columns) all.push_back(row + "." + quote_ident(column));
  return all;
}

std::string Mirrors::paired(const Names& left, const std::string& between, const Names& right,
                            const std::string& glue) {
  Names parts;
  for (std::size_t i = 0; i < left.size(); ++i) parts.push_back(left[i] + between + right[i]);
  return join(parts, glue);
}

std::string Mirrors::together(const std::string& one, const std::string& other) const {
  return paired(of(expansion_.other_key, other), " = ", of(expansion_.key, one), " AND ");
}

std::string Mirrors::unlike(const Names& names, const Names& one, const Names& other, const std::string& line) const {
  Names parts;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Id column{"column", expansion_.other_table().path.child(names[i])};
    parts.push_back(differs(one[i], other[i], body<Column>(*both_.find(column))));
  }
  return parts.size() == 1 ? parts.front() : "(" + join(parts, line + "OR ") + ")";
}

std::string Mirrors::filled(const Names& columns) {
  return columns.size() == 1 ? columns.front() + " IS NOT NULL" : "num_nonnulls(" + join(columns, ", ") + ") > 0";
}

static std::string blank(const Mirrors::Names& columns) {
  return columns.size() == 1 ? columns.front() + " IS NULL" : "num_nonnulls(" + join(columns, ", ") + ") = 0";
}

Mirrors::Names Mirrors::columns_there() const {
  Names all = expansion_.other_key;
  all.insert(all.end(), news_.begin(), news_.end());
  return all;
}

Mirrors::Names Mirrors::columns_here() const {
  Names all = expansion_.key;
  all.insert(all.end(), olds_.begin(), olds_.end());
  return all;
}

Mirrors::Names Mirrors::quoted(const Names& columns) {
  Names all;
  for (const std::string& column : columns) all.push_back(quote_ident(column));
  return all;
}

std::string Mirrors::toward_there() const {
  const std::string mine = paired(of(expansion_.key, "o"), " = ", of(expansion_.key, "NEW"), " AND ");
  return "UPDATE " + there() + " AS n SET " + paired(quoted(news_), " = ", of(olds_, "o"), ", ") + "\n  FROM " +
         here() + " AS o\n WHERE " + mine + " AND " + together("o", "n") + "\n   AND " +
         unlike(news_, of(news_, "n"), of(olds_, "o"), "\n    ") + ";\nIF NOT FOUND THEN\n  INSERT INTO " + there() +
         " (" + ident_list(columns_there()) + ")\n  SELECT " + join(of(columns_here(), "o"), ", ") + " FROM " + here() +
         " AS o\n   WHERE " + mine + " AND " + filled(of(olds_, "o")) + "\n     AND NOT EXISTS (SELECT FROM " +
         there() + " AS n WHERE " + together("o", "n") + ")\n  ON CONFLICT DO NOTHING;\nEND IF;\nIF FOUND THEN\n  " +
         tally_sql(expansion_.table, sync_name(expansion_)) + "\nEND IF;\nRETURN NULL;";
}

std::string Mirrors::toward_here() const {
  const std::string lock = "PERFORM FROM " + here() + " AS o WHERE " + together("o", "NEW") + " FOR NO KEY UPDATE;";
  const std::string take = "SELECT " + join(of(olds_, "o"), ", ") + " INTO " + join(of(news_, "NEW"), ", ") +
                           "\n  FROM " + here() + " AS o WHERE " + together("o", "NEW") + ";";
  return "IF TG_WHEN = 'BEFORE' THEN\n  -- First the row of " + expansion_.table.name() +
         ", then this one: in the order of those who write there.\n" + indented(lock, 2) + "\n  IF " +
         blank(of(news_, "NEW")) + " THEN\n" + indented(take, 4) +
         "\n  END IF;\n  RETURN NEW;\nEND IF;\nIF TG_OP = 'UPDATE' AND NOT " +
         unlike(columns_there(), of(columns_there(), "OLD"), of(columns_there(), "NEW"), "\n  ") +
         " THEN\n  RETURN NULL;\nEND IF;\n" + emptied_here() + "IF TG_OP <> 'DELETE' THEN\n  UPDATE " + here() +
         " AS o SET " + paired(quoted(olds_), " = ", of(news_, "NEW"), ", ") + "\n   WHERE " + together("o", "NEW") +
         "\n     AND " + unlike(news_, of(olds_, "o"), of(news_, "NEW"), "\n      ") + ";\nEND IF;\nRETURN NULL;";
}

/// Where its row goes. A table that was there before is one from which the old version deletes as well: it does not
/// mean the moved columns.
std::string Mirrors::emptied_here() const {
  if (!expansion_.brings_table) return {};
  const Names& key = expansion_.other_key;
  return "IF TG_OP <> 'INSERT' AND " + unlike(key, of(key, "OLD"), of(key, "NEW")) + " THEN\n  UPDATE " + here() +
         " AS o SET " + paired(quoted(olds_), " = ", Names(olds_.size(), "NULL"), ", ") + "\n   WHERE " +
         together("o", "OLD") + " AND " + filled(of(olds_, "o")) + ";\nEND IF;\n";
}

std::string Mirrors::strays(const std::string& line) const {
  return "FROM " + here() + " AS o" + line + "LEFT JOIN " + there() + " AS n ON " + together("o", "n") + line +
         "WHERE " + unlike(news_, of(olds_, "o"), of(news_, "n"), line);
}

static std::string mirror_name(const Expansion& expansion) {
  return numbered_name(expansion.other_table().name() + "_" + expansion.news.front().column.name(), "sync",
                       expansion.helper_number);
}

MirrorIds mirror_ids(const Expansion& expansion) {
  const std::string one = sync_name(expansion);
  const std::string two = mirror_name(expansion);
  const Id other = expansion.other_table();
  const auto function = [](const Id& table, const std::string& name) {
    return Id{"function", {table.path[0], quote_ident(name) + "()"}};
  };
  const auto trigger = [](const Id& table, const std::string& name) {
    return Id{"trigger", {table.path[0], table.path[1], name}};
  };
  return {function(expansion.table, one),
          function(other, two),
          trigger(expansion.table, helper_name("zzz", one)),
          trigger(expansion.table, helper_name("zzz_" + one, "insert")),
          trigger(other, helper_name("zzz_" + two, "first")),
          trigger(other, helper_name("zzz", two)),
          {"sequence", {expansion.table.path[0], helper_name(one, "seen")}}};
}

} // namespace lockstep::expand
