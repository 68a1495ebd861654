// Random objects of the kinds that stand beside the tables of random_schema(), and tables of their own that use them.
#pragma once

#include "support/random_schema.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace lockstep::test {

/// Sections of TOML. The tables t0 and t1 are there, each with the columns id, n and s.
[[nodiscard]] std::vector<std::string> random_sections_beside(std::uint32_t seed, Size size);

} // namespace lockstep::test
