// Partitions: tables that are parts of another one, and what coming and going does to it.
#pragma once

#include "kinds/table.hpp"
#include "model/kind.hpp"

#include <memory>
#include <string>
#include <vector>

namespace lockstep::partition {

inline constexpr Form create{
    .code = "create_partition",
    .lock = Lock::access_exclusive,
    .other = Lock::access_exclusive,
    .cost = Cost::scan,
    .explain = "CREATE TABLE … PARTITION OF stops everyone who uses the partitioned table, and reads its default "
               "partition. A table made by itself and attached does not."};
inline constexpr Form attach{
    .code = "attach_partition",
    .lock = Lock::share_update_exclusive,
    .other = Lock::access_exclusive,
    .explain = "ATTACH PARTITION lets readers and writers of the partitioned table pass. It locks the new partition, "
               "the default partition and tables that foreign keys point at for a moment; a valid CHECK proves that "
               "no row must be read."};
inline constexpr Form attach_new{
    .code = "attach_new_partition",
    .lock = Lock::share_update_exclusive,
    .other = Lock::access_exclusive,
    .explain =
        "The new partition holds no row yet: ATTACH PARTITION changes the catalog only. Readers and writers of the "
        "partitioned table pass."};
inline constexpr Form attach_scanning{
    .code = "attach_partition_scanning",
    .lock = Lock::share_update_exclusive,
    .other = Lock::access_exclusive,
    .cost = Cost::scan,
    .hazards = data_dependent,
    .explain = "Readers and writers of the partitioned table pass, but every row of the new partition (or of the "
               "default partition) is read while nobody may use that one: no CHECK can prove the bounds of a hash "
               "partition by texts beforehand."};
inline constexpr Form detach{
    .code = "detach_partition",
    .lock = Lock::access_exclusive,
    .other = Lock::access_exclusive,
    .hazards = breaks_old_code,
    .explain = "DETACH PARTITION stops everyone who uses the partitioned table for a moment; from then on its rows are "
               "no longer found there. The rows stay in the table that was the partition."};
inline constexpr Form detach_concurrently{
    .code = "detach_partition_concurrently",
    .lock = Lock::share_update_exclusive,
    .other = Lock::access_exclusive,
    .transaction = Transaction::outside,
    .hazards = breaks_old_code,
    .explain = "Readers and writers of the partitioned table pass. The rows are no longer found there from the "
               "beginning on; they stay in the table that was the partition. If it dies, DETACH … FINALIZE ends it."};

inline constexpr Form finalize{.code = "finalize_detach",
                               .lock = Lock::share_update_exclusive,
                               .other = Lock::access_exclusive,
                               .explain = "Ends a DETACH CONCURRENTLY that was interrupted; readers and writers of "
                                          "the partitioned table pass."};
inline constexpr Form change_bounds{
    .code = "change_partition_bounds",
    .lock = Lock::access_exclusive,
    .other = Lock::access_exclusive,
    .cost = Cost::scan,
    .hazards = data_dependent,
    .explain = "The partition is detached and attached with its new bounds in one transaction, and every row of it is "
               "read while nobody uses the table, unless a CHECK proves the bounds beforehand."};
inline constexpr Form swap_bounds{
    .code = "swap_partition_bounds",
    .lock = Lock::access_exclusive,
    .other = Lock::access_exclusive,
    .explain = "The partition is detached and attached with its new bounds in one transaction; a valid CHECK proves "
               "that no row must be read."};

/// The table that it is a partition of; an empty path when it is none.
[[nodiscard]] Id parent_of(const Object& table);
[[nodiscard]] Id parent_of(const State& state, const Id& table);
[[nodiscard]] bool is_partitioned(const State& state, const Id& table);
/// Whether the table's partitions are managed elsewhere: rows may stand in some that nobody here sees.
[[nodiscard]] bool has_unseen(const State& declared, const Id& table);
/// The same for what a plan begins at: a database shows more of them than are declared, a chain of files does not.
[[nodiscard]] bool has_unseen(const State& from, const State& declared, const Id& table);
/// The tables whose columns and checks it takes over: that of a partition, or those that it INHERITS.
[[nodiscard]] std::vector<Id> parents_of(const Object& table);
/// For Kind::examine: a table that is named as it is declared, but not as SQL would name it.
void examine_names(const Object& table, const State& declared, Diagnostics& diagnostics);
/// The tables that take over its own.
[[nodiscard]] std::vector<const Object*> children_of(const State& state, const Id& table);
/// " FOR VALUES …" or " DEFAULT"
[[nodiscard]] std::string bound_clause(const Table& table);
/// "ALTER TABLE <parent> ATTACH PARTITION …", and back.
[[nodiscard]] Step attach_step(const Object& table);
[[nodiscard]] Step detach_step(const Object& table);
/// Both in one step.
[[nodiscard]] Step change_bounds_step(const Object& from, const Object& to);
/// Whether a CHECK can prove that rows keep the bounds. PostgreSQL compares it with the collation that it gives to a
/// hash partition's condition, which is none: by texts it proves nothing.
[[nodiscard]] bool is_provable(const Table& table);

/// Whether two indexes or constraints of one kind do the same, whatever their names and settings.
[[nodiscard]] bool is_same_definition(const Object& one, const Object& other);
/// For Kind::inherited of what a child shares with its table: a copy of the object where the table, or one above it,
/// has one of the same kind and definition (an index, a key), for a check also of the same name.
[[nodiscard]] std::shared_ptr<const Object> shared_with_parent(const Object& object, const State& state);
/// Whether the parents of the column's table have different defaults, so that CREATE TABLE demands one.
[[nodiscard]] bool disagrees_about_default(const Object& column, const State& state);
/// The same for a column: as the child takes it over from its table, or a typed table from its type.
[[nodiscard]] std::shared_ptr<const Object> inherited_column(const Object& column, const State& state);

} // namespace lockstep::partition
