// Operator classes and families have names per access method, and members.
#pragma once

#include "kinds/bare.hpp"

#include <string>
#include <vector>

namespace lockstep::opclass {

inline constexpr std::string_view joiner = " using ";

/// "public.int8_rev USING btree"
[[nodiscard]] std::string name_sql(const Id& id);
/// The name of `int8_rev using btree` alone.
[[nodiscard]] std::string bare_name(const Id& id);
/// The access method of `int8_rev using btree`.
[[nodiscard]] std::string method_of(const Id& id);
/// "OPERATOR 1 <(bigint, bigint)" and "FUNCTION 1 cmp(bigint, bigint)", spelled for a class or a family.
[[nodiscard]] std::vector<std::string> members_sql(const std::vector<std::string>& operators,
                                                   const std::vector<std::string>& functions);
/// "OPERATOR 1 (bigint, bigint)": what DROP wants of such a member.
[[nodiscard]] std::string member_to_drop(const std::string& member);
void push_rename(Steps& steps, const Form& form, const char* word, const Id& from, const Id& to);

} // namespace lockstep::opclass
