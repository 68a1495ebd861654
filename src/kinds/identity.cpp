// Identity of columns: what its clauses are, and what changes one into another.
#include "kinds/identity.hpp"

namespace lockstep {

namespace {

std::string identity_options_sql(const Settings& options) {
  std::vector<std::string> words;
  for (const std::string& option : options.list) {
    const auto equals = option.find('=');
    const std::string key = option.substr(0, equals);
    const std::string value = option.substr(equals + 1);
    if (key == "start") words.push_back("START WITH " + value);
    if (key == "increment") words.push_back("INCREMENT BY " + value);
    if (key == "min_value") words.push_back("MINVALUE " + value);
    if (key == "max_value") words.push_back("MAXVALUE " + value);
    if (key == "cache") words.push_back("CACHE " + value);
    if (key == "cycle") words.push_back(value == "true" ? "CYCLE" : "NO CYCLE");
  }
  return words.empty() ? std::string() : " (" + join(words, " ") + ")";
}

} // namespace

std::string identity::definition(const Column& column) {
  return std::string("GENERATED ") + (column.identity == "always" ? "ALWAYS" : "BY DEFAULT") + " AS IDENTITY" +
         identity_options_sql(column.identity_options);
}

std::string identity::options(const Column& column) {
  const std::string clause = identity_options_sql(column.identity_options);
  return clause.empty() ? clause : clause.substr(2, clause.size() - 3);
}

namespace {

std::string option_of(const Settings& options, std::string_view key) {
  for (const std::string& option : options.list)
    if (option.starts_with(key) && option[key.size()] == '=') return option.substr(key.size() + 1);
  return {};
}

/// " SET …" for each option that differs; one that is no longer given goes back to what PostgreSQL would choose.
std::string changed_identity_options(const Settings& before, const Settings& after) {
  const auto differs = [&](std::string_view key) { return option_of(before, key) != option_of(after, key); };
  const bool down = option_of(after, "increment").starts_with('-');
  const std::string limit = option_of(after, down ? "max_value" : "min_value");
  const std::string first = !limit.empty() ? limit : down ? "-1" : "1";
  const std::pair<std::string_view, std::string> without[] = {
      {"increment", "INCREMENT BY 1"},  {"min_value", "NO MINVALUE"}, {"max_value", "NO MAXVALUE"},
      {"start", "START WITH " + first}, {"cache", "CACHE 1"},         {"cycle", "NO CYCLE"}};
  const bool moves_start = differs("increment") || differs("min_value") || differs("max_value");
  std::string sql;
  for (const auto& [key, usual] : without) {
    const std::string now = option_of(after, key);
    const bool follows = key == "start" && now.empty() && moves_start;
    if (!differs(key) && !follows) continue;
    const std::string given = now.empty() ? std::string() : identity_options_sql({{std::string(key) + "=" + now}});
    sql += " SET " + (now.empty() ? usual : given.substr(2, given.size() - 3));
  }
  return sql;
}

} // namespace

std::string identity::action(const Column& before, const Column& after) {
  if (before.identity.empty()) return "ADD " + definition(after);
  if (after.identity.empty()) return "DROP IDENTITY";
  std::string action;
  if (before.identity != after.identity)
    action = std::string("SET GENERATED ") + (after.identity == "always" ? "ALWAYS" : "BY DEFAULT");
  if (before.identity_options != after.identity_options)
    action += changed_identity_options(before.identity_options, after.identity_options);
  return std::string(trim(action));
}

std::string identity::numbers_of(const std::string& default_value) {
  constexpr std::string_view before = "nextval('";
  constexpr std::string_view behind = "'::regclass)";
  if (!default_value.starts_with(before) || !default_value.ends_with(behind)) return {};
  return replace_all(default_value.substr(before.size(), default_value.size() - before.size() - behind.size()), "''",
                     "'");
}

namespace {

/// By the identity's own sequence: what the column owns besides is found by the same functions, and is another one.
std::string count_on(const Id& column, const std::string& first, const std::string& from, const std::string& to) {
  return "DO $$\nDECLARE\n  own regclass := (\n    SELECT d.objid FROM pg_depend d\n      JOIN pg_attribute a ON "
         "a.attrelid = d.refobjid AND a.attnum = d.refobjsubid\n     WHERE d.refobjid = " +
         quote_literal(table_sql(column)) + "::regclass AND a.attname = " + quote_literal(column.name()) +
         "\n       AND d.classid = 'pg_class'::regclass AND d.deptype = 'i');\nBEGIN\n" + first +
         "  EXECUTE format('SELECT setval(%L, last_value, is_called) FROM %s', " + to + ", " + from + ");\nEND\n$$";
}

} // namespace

std::string identity::take_over(const Id& column, const std::string& sequence) {
  return count_on(column, {}, quote_literal(sequence), "own");
}

std::string identity::hand_over(const Id& column, const std::string& sequence) {
  return count_on(column, "  LOCK TABLE " + table_sql(column) + " IN ACCESS EXCLUSIVE MODE;\n", "own",
                  quote_literal(sequence));
}

std::string identity::own_sequence(const Id& column) {
  return "pg_get_serial_sequence(" + quote_literal(table_sql(column)) + ", " + quote_literal(column.name()) + ")";
}

bool identity::counts_down(const Column& column) {
  return option_of(column.identity_options, "increment").starts_with('-');
}

std::string identity::count_behind(const Id& column, const std::string& sequence, bool down) {
  return "SELECT setval(s.seqrelid, there.last)\n  FROM pg_sequence AS s,\n       (SELECT " +
         std::string(down ? "min(" : "max(") + quote_ident(column.name()) + ") AS last FROM " + table_sql(column) +
         ") AS there\n WHERE s.seqrelid = " + sequence + "::regclass\n   AND there.last " + (down ? "<=" : ">=") +
         " COALESCE(pg_sequence_last_value(s.seqrelid) + s.seqincrement, s.seqstart)";
}

const Object* identity::counting_with(const State& from, const Id& relation) {
  const std::string& name = relation.name();
  if (!name.ends_with("_seq")) return nullptr;
  const std::string stem = name.substr(0, name.size() - 4);
  for (std::size_t at = stem.find('_'); at != std::string::npos; at = stem.find('_', at + 1)) {
    const Path table{relation.path.front(), stem.substr(0, at)};
    const Object* column = from.find({"column", table.child(stem.substr(at + 1))});
    if (column != nullptr && !body<Column>(*column).identity.empty()) return column;
  }
  return nullptr;
}

} // namespace lockstep
