// Expressions as a person would write them. What comes out is a guess that the server has to confirm: the writer's
// caller realises it and writes the server's own spelling where it means something else.
#pragma once

#include <string>
#include <string_view>

namespace lockstep {

/// Without the default schema before names (also inside 'public.x'::regclass) and, for a query, without the blank that
/// pg_get_viewdef puts before each line.
[[nodiscard]] std::string shorten_names(std::string_view expression, std::string_view default_schema);

/// The same without parentheses around the whole.
[[nodiscard]] std::string shorten_expression(std::string_view expression, std::string_view default_schema);

/// A default without a cast to its column's own type: "'new'::public.status" -> "'new'", "'-1'::integer" -> "-1".
[[nodiscard]] std::string shorten_default(std::string_view expression, std::string_view type,
                                          std::string_view default_schema);

} // namespace lockstep
