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

/// The one part of a name like `bigint as money2`, with its types spelled as above. Empty when the text is no such
/// name.
[[nodiscard]] std::vector<std::string> parse_joined(std::string_view text, std::string_view joiner,
                                                    std::string_view home);
[[nodiscard]] std::string spell_joined(std::string_view name, std::string_view joiner, std::string_view default_schema);

} // namespace lockstep
