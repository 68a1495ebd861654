// The project's stats file: sizes of the tables of a live database.
#pragma once

#include "app/project.hpp"
#include "model/sizes.hpp"
#include "plan/plan.hpp"

#include <memory>
#include <optional>
#include <string>

namespace lockstep {

struct KnownSizes {
  std::optional<Sizes> sizes; ///< nothing when lockstep.toml names no file
  std::string aged;           ///< why no table counts as small although there are sizes, or empty
  Scale scale;                ///< points at `sizes`
};
/// Throws Error (usage) for a file that is missing or can not be read.
[[nodiscard]] std::unique_ptr<const KnownSizes> read_sizes(const Project& project);
/// What a live database knows of its tables.
[[nodiscard]] Sizes sizes_of_today(const std::string& conninfo, const ReadOptions& options);
/// A warning when the sizes come from another major version than the one that the plan is proved on; else empty.
[[nodiscard]] std::string other_major(const KnownSizes& known, const Config& config, int major);

} // namespace lockstep
