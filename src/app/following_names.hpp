// Names that constraints and indexes get because nothing else of them differs. Internal to the room.
#pragma once

#include "model/kind.hpp"

namespace lockstep {

/// Whether dropping the object takes rows or values along.
[[nodiscard]] bool loses_data(const Object& object, const State& state);
/// Of constraints and indexes, which can be renamed.
[[nodiscard]] bool is_named_part(const Kind& kind);
/// The id that the object had by its hint `renamed_from`, or an empty path when that does not apply (any more). Throws
/// Error (usage) when there is no such object.
[[nodiscard]] Id declared_old_id(const Object& object, const State& from, const State& to);
/// Renames of what differs from an old part in its name alone.
[[nodiscard]] Steps following_renames(const Kind& kind, const State& from, const State& to);
/// Indexes and keys that partitions have by themselves, and that become parts of the partitioned table's, give up names
/// that others take.
[[nodiscard]] Steps names_of_parts(const State& from, const State& to);
/// Those, and the declared ones of such parts, that stand in each other's way: a check and a key that swap their names.
/// All of them share one transaction, in which one of each circle has a third name. A rule that goes makes way for a
/// key, too.
[[nodiscard]] Steps renames_in_a_circle(const State& from, const State& to);

} // namespace lockstep
