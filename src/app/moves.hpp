// Moves of objects to other schemas, declared by `moved_from`, and of extensions.
#pragma once

#include "model/kind.hpp"
#include "model/state.hpp"
#include "plan/hazard.hpp"
#include "plan/stand_in.hpp"

#include <string>
#include <vector>

namespace lockstep {

/// The name that `renamed_from` means, with the types or the method that are part of it and that the hint left out.
[[nodiscard]] std::string former_name(const Object& object, const std::string& hint);

/// An operator family of whose name nothing is said: it goes where the class goes that brought it.
[[nodiscard]] bool goes_along(const Object& object);
/// What says how the object was called before: its own hints, or those of the class with which it goes along.
[[nodiscard]] const Hints& hints_of_name(const Object& object, const State& to);

/// The declared moves of one kind to other schemas, which are made when they are not there yet. A table leaves a view
/// behind, which is added to `stand_ins`.
[[nodiscard]] Steps declared_moves(const Kind& kind, const State& from, const State& to, const Accepted& accepted,
                                   std::vector<StandIn>& stand_ins);
/// Moves of extensions in use to other schemas, where `kind` is theirs: what uses them names them otherwise from then
/// on, and does not change.
[[nodiscard]] Steps moves_of_extensions(const Kind& kind, const State& from, const State& to);
/// Statements, in the transaction of those `behind` which they follow, that drop the schemas made for tables which have
/// moved back: those that `now` holds nothing in. On a real server something else may be in them, and they stay.
[[nodiscard]] Steps drops_of_made_schemas(const State& now, const State& before, const std::vector<StandIn>& stand_ins,
                                          const Steps& behind);
/// A rename, a move, or the schema that is made for it, in words.
[[nodiscard]] std::string line_of_rename(const Step& step);

} // namespace lockstep
