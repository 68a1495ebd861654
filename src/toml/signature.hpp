// Names that hold argument types: `billing.total(bigint, text)`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

/// Schema (when given) and `name(types)` with the types spelled as PostgreSQL does; those of no schema are looked for
/// in `home` unless they are PostgreSQL's own. Empty when the text is no such name.
[[nodiscard]] std::vector<std::string> parse_signature(std::string_view text, std::string_view home);
/// The shortest spelling of `name(types)` that is read back as the same.
[[nodiscard]] std::string spell_signature(std::string_view signature, std::string_view default_schema);

} // namespace lockstep
