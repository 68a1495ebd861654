// A spelling of array casts that PostgreSQL does not change when it reads it again.
#pragma once

#include <string>
#include <string_view>

namespace lockstep {

/// Expressions as pg_get_expr() writes them, with each `(ARRAY[a, b])::text[]` as `ARRAY[(a)::text, (b)::text]`. Of a
/// `state IN ('a', 'b')` over character varying the server writes the first, and the second once that was read again:
/// to a catalog they are one. Text in quotes stays as it is.
[[nodiscard]] std::string with_cast_elements(std::string_view sql);

} // namespace lockstep
