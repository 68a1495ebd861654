// Indexes: their body, their statements, and what these do to a table in use.
#pragma once

#include "kinds/render.hpp"
#include "model/kind.hpp"

#include <string>
#include <vector>

namespace lockstep {

struct Index {
  std::vector<std::string> columns;
  bool unique = false;
  std::string method;
  std::vector<std::string> include;
  std::string where;
  bool nulls_not_distinct = false;
  Settings with;
  std::string tablespace;
  std::string comment;
  bool invalid = false;
  std::vector<std::string> missing; ///< partitions without their part of an INVALID index of a partitioned table
};

namespace index {

inline constexpr Form create{
    .code = "create_index",
    .lock = Lock::share,
    .cost = Cost::build,
    .explain = "CREATE INDEX stops every write until the index is built. CONCURRENTLY builds it beside the traffic."};
inline constexpr Form create_concurrently{
    .code = "create_index_concurrently",
    .lock = Lock::share_update_exclusive,
    .cost = Cost::build,
    .transaction = Transaction::outside,
    .explain = "Readers and writers pass. It waits for transactions that were open before it. If it dies it leaves an "
               "INVALID index, which must be dropped before the repeat."};
inline constexpr Form drop{.code = "drop_index",
                           .lock = Lock::access_exclusive,
                           .explain = "DROP INDEX locks the whole table for a moment. CONCURRENTLY does not."};
inline constexpr Form drop_concurrently{
    .code = "drop_index_concurrently",
    .lock = Lock::share_update_exclusive,
    .transaction = Transaction::outside,
    .explain = "Readers and writers pass. It waits for transactions that may still use the index."};
inline constexpr Form replace{
    .code = "replace_index",
    .lock = Lock::access_exclusive,
    .cost = Cost::build,
    .explain =
        "Between the drop and the end of the new build there is no index, and no write. Built concurrently under "
        "another name and swapped in, the new one costs nobody anything."};
inline constexpr Form reindex_concurrently{
    .code = "reindex_concurrently",
    .lock = Lock::share_update_exclusive,
    .cost = Cost::build,
    .transaction = Transaction::outside,
    .explain = "Builds the index again beside the traffic and puts it in the old one's place. If it dies it leaves an "
               "INVALID index whose name ends in _ccnew, which may be dropped."};
inline constexpr Form rename{.code = "rename_index",
                             .lock = Lock::share_update_exclusive,
                             .explain = "Changes the catalog only; readers and writers pass."};
inline constexpr Form set_storage{.code = "set_index_storage",
                                  .lock = Lock::share_update_exclusive,
                                  .explain = "Storage parameters count for pages written from now on."};

inline constexpr Form create_on_only{
    .code = "create_index_on_only",
    .lock = Lock::share,
    .transaction = Transaction::alone,
    .explain = "CREATE INDEX ON ONLY a partitioned table builds nothing: the index is INVALID until each partition has "
               "attached its own. Writers wait for a moment."};
inline constexpr Form attach{
    .code = "attach_index",
    .transaction = Transaction::alone,
    .explain = "Makes the index of a partition a part of the partitioned table's. Readers of that partition wait for a "
               "moment. With the last one the whole becomes valid by itself."};
inline constexpr Form complete{.code = "complete_index",
                               .lock = Lock::share,
                               .cost = Cost::build,
                               .explain = "The index of a partitioned table is INVALID until each partition has one."};

/// "CREATE INDEX … ON ONLY …" and "ALTER INDEX … ATTACH PARTITION …", of an index in the partitioned table's schema.
[[nodiscard]] std::string create_only_sql(const Id& id, const Index& index, const std::string& name);
[[nodiscard]] Step attach_step(const Id& subject, const std::string& whole, const Id& table, const std::string& part);
/// The CREATE INDEX statement for a body, under `name`.
[[nodiscard]] std::string create_sql(const Id& id, const Index& index, const std::string& name, bool concurrently);
/// CREATE INDEX CONCURRENTLY under `name`, with what a repeat must clear away.
[[nodiscard]] Step create_concurrently_step(const Id& subject, const Id& table, const Index& index,
                                            const std::string& name);
/// REINDEX INDEX CONCURRENTLY of an INVALID index.
[[nodiscard]] Step reindex_concurrently_step(const Id& id);
/// DROP INDEX CONCURRENTLY of the index `name` in the subject's schema.
[[nodiscard]] Step drop_concurrently_step(const Id& subject, const std::string& name, const std::string& back);

} // namespace index
} // namespace lockstep
