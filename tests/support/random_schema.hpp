// Random schemas as TOML. The same seed gives the same text.
#pragma once

#include <cstdint>
#include <string>

namespace lockstep::test {

/// A schema that PostgreSQL accepts. Two seeds share most of their names, so that going from one to the other alters,
/// creates and drops. `shuffle` > 0 writes the same schema with its sections in another order. A small one has two
/// tables and a few of the other kinds.
enum class Size { whole, small };
[[nodiscard]] std::string random_schema(std::uint32_t seed, std::uint32_t shuffle = 0, Size size = Size::whole);

} // namespace lockstep::test
