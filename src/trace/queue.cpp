// PostgreSQL's conflicts of lock modes in the words of those who wait.
// https://www.postgresql.org/docs/current/explicit-locking.html
#include "trace/queue.hpp"

#include "emit/locks.hpp"

#include <array>

namespace lockstep {

namespace {

struct Doing {
  const char* what;
  const char* mode;
};
constexpr std::array doings = {Doing{"reads", "ACCESS SHARE"},   Doing{"row locks", "ROW SHARE"},
                               Doing{"writes", "ROW EXCLUSIVE"}, Doing{"VACUUM", "SHARE UPDATE EXCLUSIVE"},
                               Doing{"CREATE INDEX", "SHARE"},   Doing{"DDL", "ACCESS EXCLUSIVE"}};

/// A key's rows are locked in the table it points at; where those go, rows that point there are looked for, and changed
/// where the key says so. Views are followed through other views.
constexpr const char* passages_sql = R"(WITH RECURSIVE used AS (
  SELECT d.refobjid AS relation, r.ev_class AS view
  FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid JOIN pg_class v ON v.oid = r.ev_class AND v.relkind = 'v'
  WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> r.ev_class
    AND d.refobjid >= 16384
  UNION
  SELECT used.relation, r.ev_class
  FROM used JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = used.view
    AND d.classid = 'pg_rewrite'::regclass
  JOIN pg_rewrite r ON r.oid = d.objid AND r.ev_class <> used.view JOIN pg_class v ON v.oid = r.ev_class AND v.relkind = 'v')
SELECT relation::text, 'reads of ' || view::regclass, 'ACCESS SHARE' FROM used
UNION ALL
SELECT confrelid::text, 'writes to ' || conrelid::regclass || ' (' || quote_ident(conname) || ')', 'ROW SHARE'
FROM pg_constraint WHERE contype = 'f' AND conparentid = 0 AND confrelid <> conrelid
UNION ALL
SELECT conrelid::text, 'deletes from ' || confrelid::regclass || ' (' || quote_ident(conname) || ')',
  CASE WHEN confdeltype IN ('c', 'n', 'd') THEN 'ROW EXCLUSIVE' ELSE 'ROW SHARE' END
FROM pg_constraint WHERE contype = 'f' AND conparentid = 0 AND confrelid <> conrelid
ORDER BY 1, 2)";

} // namespace

Passages passages_of(Connection& connection) {
  // Names are qualified wherever they are.
  const std::string path(connection.exec("SELECT current_setting('search_path')").get(0, 0));
  connection.exec("SELECT set_config('search_path', '', false)");
  const Rows rows = connection.exec(passages_sql);
  connection.exec("SELECT set_config('search_path', $1, false)", {path});
  Passages passages;
  for (std::size_t row = 0; row < rows.size(); ++row)
    passages[std::string(rows.get(row, 0))].push_back({std::string(rows.get(row, 1)), std::string(rows.get(row, 2))});
  return passages;
}

void add_queue(const Passages& passages, const std::string& oid, TraceLock& lock) {
  for (const Doing& doing : doings)
    if (locks_conflict(lock.mode, doing.mode)) lock.queue.emplace_back(doing.what);
  const auto others = passages.find(oid);
  if (others == passages.end()) return;
  for (const Passage& passage : others->second)
    if (locks_conflict(lock.mode, passage.mode)) lock.queue.push_back(passage.what);
}

} // namespace lockstep
