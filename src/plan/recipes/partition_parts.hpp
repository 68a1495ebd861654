// Indexes, keys and foreign keys of partitioned tables are made of those of their partitions, one by one.
#pragma once

#include "kinds/index.hpp"
#include "plan/recipes/recipe.hpp"

#include <string>
#include <vector>

namespace lockstep::recipes {

/// True when the table is partitioned and has partitions that are in use, all of which are seen.
[[nodiscard]] bool has_partitions(const RecipeContext& context, const Id& table);
/// True when it is partitioned and has none: it holds no row. Partitions that are managed elsewhere may be there
/// unseen.
[[nodiscard]] bool is_empty_whole(const RecipeContext& context, const Id& table);
/// True when rows are told apart by the column: by its table, or by a partition of it that has partitions of its own.
[[nodiscard]] bool is_partition_key(const State& state, const Id& column);
/// The partitions that hold rows: those below the table that are not partitioned themselves.
[[nodiscard]] std::vector<Id> leaves_of(const State& state, const Id& table);
/// What a partition's part of an index or key of the whole is called: "<partition>_<name>", numbered until nothing has
/// it.
[[nodiscard]] std::string part_name(const State& from, const Id& table, const std::string& whole);
/// What it is called in the end: as the partition's marks say it, or after the whole's last name.
[[nodiscard]] std::string last_part_name(const State& from, const State& to, const Id& table, const Id& whole,
                                         const std::string& name);
/// An index of this name on a partitioned table: ON ONLY it, concurrently on each leaf, and attached.
void push_index_tree(const RecipeContext& context, const Index& index, const std::string& name, Steps& out);
/// The same for a UNIQUE or PRIMARY KEY constraint.
void push_key_tree(const RecipeContext& context, Steps& out);
/// The parts of an index, built under this name of the whole, get the names that they would have under the other, so
/// that the next change finds the first ones free.
void push_part_names(const RecipeContext& context, const Id& table, const std::string& built, const std::string& name,
                     Steps& out);
/// A key in the place of the one of its name: built on each partition beside the traffic, swapped in one transaction.
void push_key_swap(const RecipeContext& context, const Step& whole, Steps& out);
/// A foreign key that each leaf gets for itself, as NOT VALID and then validated, before the whole adopts them.
void push_foreign_key_tree(const RecipeContext& context, const Step& whole, Steps& out);
/// The foreign keys of partitions, built under this name, get that of the whole's: RENAME does not reach them.
void push_names_of_parts(const State& from, const Id& table, const std::string& built, const Id& key, Steps& out);
/// Parts of the missing partitions of an index that was left INVALID.
void push_missing_index_parts(const RecipeContext& context, Steps& out);
/// Whether the table has one of this kind and definition by itself.
[[nodiscard]] bool has_same(const State& state, const Id& table, const Object& object);
/// What the partitioned table has and the table that is to be attached has not.
void push_missing_parts(const RecipeContext& context, Steps& out);

} // namespace lockstep::recipes
