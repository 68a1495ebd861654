// A row's xmin is the transaction that wrote it, and track_commit_timestamp keeps when that ended.
// https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-COMMIT-TIMESTAMP
#include "catalog/since.hpp"

#include "base/sql.hpp"

#include <algorithm>
#include <array>

namespace lockstep {

namespace {

/// Kinds whose entry is a row of one catalog; `where` names it by :whole and :text (with its schema; as a name in SQL,
/// or plain), :relation (what it is a part of) and :name, all as literals.
struct Entry {
  std::string_view catalog;
  std::string_view where;
  std::array<std::string_view, 8> kinds;
};
constexpr std::array<Entry, 10> entries{{
    {"pg_attribute", "attrelid = to_regclass(:relation) AND attname = :name", {"column"}},
    {"pg_class", "oid = to_regclass(:whole)", {"table", "view", "materialized_view", "sequence", "foreign_table"}},
    {"pg_class",
     "relname = :name AND oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = to_regclass(:relation))",
     {"index", "materialized_view_index"}},
    {"pg_constraint",
     "conrelid = to_regclass(:relation) AND conname = :name",
     {"check", "foreign_check", "foreign_key", "unique", "primary_key", "exclusion"}},
    {"pg_trigger", "tgrelid = to_regclass(:relation) AND tgname = :name", {"trigger", "view_trigger"}},
    {"pg_policy", "polrelid = to_regclass(:relation) AND polname = :name", {"policy"}},
    {"pg_rewrite", "ev_class = to_regclass(:relation) AND rulename = :name", {"rule", "view_rule"}},
    {"pg_type", "oid = to_regtype(:whole)", {"enum", "domain", "composite_type", "range_type"}},
    {"pg_proc", "oid = to_regprocedure(:text)", {"function", "procedure", "aggregate"}},
    {"pg_namespace", "nspname = :name", {"schema"}},
}};

std::string filled(std::string_view where, const Id& id) {
  const std::vector<std::string> path(id.path.begin(), id.path.end());
  std::string text(where);
  const auto put = [&](std::string_view word, const std::string& value) {
    if (const std::size_t at = text.find(word); at != std::string::npos)
      text.replace(at, word.size(), quote_literal(value));
  };
  put(":whole", qualified(path));
  put(":text", name_text(path));
  put(":relation", qualified(std::vector<std::string>(path.begin(), path.end() - 1)));
  put(":name", id.name());
  return text;
}

} // namespace

bool keeps_times(Connection& connection) {
  return connection.exec("SELECT current_setting('track_commit_timestamp')").get(0, 0) == "on";
}

std::string last_written(Connection& connection, const Id& id) {
  for (const Entry& entry : entries) {
    if (std::find(entry.kinds.begin(), entry.kinds.end(), id.kind) == entry.kinds.end()) continue;
    const Rows rows = connection.exec(
        "SELECT to_char(pg_xact_commit_timestamp(xmin) AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS\"Z\"') "
        "FROM pg_catalog." +
        std::string(entry.catalog) + " WHERE " + filled(entry.where, id));
    return rows.size() == 0 || rows.is_null(0, 0) ? std::string() : std::string(rows.get(0, 0));
  }
  return {};
}

} // namespace lockstep
