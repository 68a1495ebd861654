// What drift has to name when one schema stands where another one is expected: told from their texts alone, without a
// server and without the comparison that drift itself makes.
#pragma once

#include <lockstep/drift.hpp>

#include <set>
#include <string>
#include <vector>

namespace lockstep::test {

/// Lines as "+ table public.orders" and "~ column public.orders.note: comment type".
using Named = std::set<std::string>;

[[nodiscard]] Named named_by(const std::vector<DriftFinding>& findings);
/// Each declared object that only one side has, or that has other fields there; what comes or goes with its parent is
/// not named.
[[nodiscard]] Named written_difference(const std::string& from, const std::string& to);
/// What does not hold; an exception, too.
using Faults = std::vector<std::string>;
/// What one of them has and the other has not. A short list in the source has what `name`'s texts say in other words
/// than the server, each with its reason. `schema`: what stands for public; empty for public itself.
[[nodiscard]] Faults unlike(const std::string& name, const std::string& schema, Named written, const Named& found);

} // namespace lockstep::test
