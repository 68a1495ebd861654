// psql's own words in scripts.
#pragma once

#include <string>

namespace lockstep {

/// The script without those that only print or say how psql itself behaves; lines keep their numbers.
[[nodiscard]] std::string without_psql_words(const std::string& script);

} // namespace lockstep
