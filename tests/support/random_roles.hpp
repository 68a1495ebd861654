// Random roles with what they may do, and a table that they own and use; random security labels.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace lockstep::test {

/// [roles.…] whose names begin with the prefix, and the table `kept`.
[[nodiscard]] std::vector<std::string> random_roles(std::uint32_t seed, const std::string& prefix);
/// [security_labels] on the tables t0 and t1, their columns n and s, and the schema public.
[[nodiscard]] std::string random_labels(std::uint32_t seed);

} // namespace lockstep::test
