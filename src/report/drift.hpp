// Drift as text for people, for code hosts, and for a monitor.
#pragma once

#include <lockstep/drift.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace lockstep::report {

/// The formats of findings, and openmetrics. Throws Error (usage) for a format that there is not.
[[nodiscard]] std::string drift_as(std::string_view format, const std::vector<DriftResult>& results);

} // namespace lockstep::report
