// Random reference data for the tables of random_schema(): rows that refer to each other as its foreign keys do.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace lockstep::test {

/// [rows.…] of some of the tables t0, t1, …, each with the columns id, n, s and up. `references` says which table the
/// foreign key on `up` refers to, by numbers.
[[nodiscard]] std::vector<std::string> random_rows(std::uint32_t seed, int tables,
                                                   const std::map<int, int>& references);

} // namespace lockstep::test
