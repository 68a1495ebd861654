// Rules about indexes.
#include "lint/rule.hpp"

#include <algorithm>

namespace lockstep::linting {

namespace {

bool has_option(const Tree& node, std::string_view word) {
  const Tree& options = at(node, "params");
  return options.is_array() && std::any_of(options.begin(), options.end(), [&](const Tree& option) {
           return text_at(at(option, "DefElem"), "defname") == word;
         });
}

void not_concurrent(const View& view, const Report& report) {
  const std::string table = relation_name(at(view.statement.node, "relation"));
  if (view.statement.sort == "IndexStmt" && !flag_at(view.statement.node, "concurrent") && !view.world.is_fresh(table))
    report(0, "writers to " + table + " wait until the index is built");
}

void drop_not_concurrent(const View& view, const Report& report) {
  const Tree& node = view.statement.node;
  if (view.statement.sort != "DropStmt" || text_at(node, "removeType") != "OBJECT_INDEX" || flag_at(node, "concurrent"))
    return;
  for (const Tree& object : at(node, "objects"))
    if (!view.world.is_fresh(list_name(object)))
      report(0, "DROP INDEX " + list_name(object) + " waits for, and holds up, every reader of its table");
}

void reindex(const View& view, const Report& report) {
  const Tree& node = view.statement.node;
  if (view.statement.sort != "ReindexStmt" || has_option(node, "concurrently")) return;
  const std::string name = relation_name(at(node, "relation"));
  if (!view.world.is_fresh(name)) report(0, "writers wait until REINDEX ends, and so do most readers");
}

void concurrent_if_not_exists(const View& view, const Report& report) {
  const Tree& node = view.statement.node;
  if (view.statement.sort == "IndexStmt" && flag_at(node, "concurrent") && flag_at(node, "if_not_exists"))
    report(0, "an INVALID index " + text_at(node, "idxname") +
                  " left over by an interrupted build passes as there, and is never used");
}

void unnamed_concurrent(const View& view, const Report& report) {
  const Tree& node = view.statement.node;
  if (view.statement.sort == "IndexStmt" && text_at(node, "idxname").empty() &&
      !view.world.is_fresh(relation_name(at(node, "relation"))))
    report(0, "without a name, a second run builds the index again under the next free one");
}

void refresh(const View& view, const Report& report) {
  const Tree& node = view.statement.node;
  if (view.statement.sort != "RefreshMatViewStmt" || flag_at(node, "concurrent") || flag_at(node, "skipData")) return;
  const std::string name = relation_name(at(node, "relation"));
  if (!view.world.is_fresh(name)) report(0, "readers of " + name + " wait until it is filled");
}

constexpr Rule rules[] = {
    {"LR221", "index-not-concurrent", Level::error, "builds an index on a table in use without CONCURRENTLY",
     "SHARE on the table: every INSERT, UPDATE and DELETE waits until the index is built.",
     "CREATE INDEX CONCURRENTLY, outside a transaction.", "CREATE INDEX orders_state_idx ON orders (state);",
     "CREATE INDEX CONCURRENTLY orders_state_idx ON orders (state);", not_concurrent},
    {"LR222", "drop-index-not-concurrent", Level::warning, "drops an index without CONCURRENTLY",
     "ACCESS EXCLUSIVE on the table: short, but it queues behind the longest query and everybody queues behind it.",
     "DROP INDEX CONCURRENTLY, outside a transaction.", "DROP INDEX orders_state_idx;",
     "DROP INDEX CONCURRENTLY orders_state_idx;", drop_not_concurrent},
    {"LR223", "reindex-not-concurrent", Level::error, "REINDEX without CONCURRENTLY",
     "SHARE on the table and ACCESS EXCLUSIVE on the index: writers wait, and readers that plan with the index.",
     "REINDEX (CONCURRENTLY).", "REINDEX TABLE orders;", "REINDEX TABLE CONCURRENTLY orders;", reindex},
    {"LR224", "concurrent-if-not-exists", Level::error, "CREATE INDEX CONCURRENTLY IF NOT EXISTS",
     "An interrupted build leaves an INVALID index; IF NOT EXISTS takes it for the real one and says nothing.",
     "DROP INDEX CONCURRENTLY IF EXISTS before it, and no IF NOT EXISTS.",
     "CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_state_idx ON orders (state);",
     "DROP INDEX CONCURRENTLY IF EXISTS orders_state_idx;", concurrent_if_not_exists},
    {"LR225", "unnamed-index", Level::note, "creates an index without a name",
     "Nothing else can name it for sure, and a second run makes a second one.", "Name it.",
     "CREATE INDEX CONCURRENTLY ON orders (state);", "CREATE INDEX CONCURRENTLY orders_state_idx ON orders (state);",
     unnamed_concurrent},
    {"LR226", "refresh-not-concurrent", Level::warning, "REFRESH MATERIALIZED VIEW without CONCURRENTLY",
     "ACCESS EXCLUSIVE on the view while its query runs: readers wait.",
     "REFRESH … CONCURRENTLY, with a unique index on the view.", "REFRESH MATERIALIZED VIEW daily_sales;",
     "REFRESH MATERIALIZED VIEW CONCURRENTLY daily_sales;", refresh},
};

} // namespace

std::span<const Rule> index_rules() { return rules; }

} // namespace lockstep::linting
