// Types and names as a person would write them, where that surely means the same.
#pragma once

#include "model/field.hpp"

#include <string>
#include <string_view>

namespace lockstep {

/// The text of a field that points at a type or a relation, without the default schema and in PostgreSQL's short words:
/// "public.order_status" -> "order_status", "timestamp with time zone" -> "timestamptz". Other text as it is.
[[nodiscard]] std::string shorten(const Field& field, const std::string& text, std::string_view default_schema);

/// "character varying(20)[]" -> "varchar(20)[]"
[[nodiscard]] std::string shorten_type(std::string_view type, std::string_view default_schema);

/// The type as PostgreSQL spells it, without its modifier; a name of no schema that is not PostgreSQL's own is looked
/// for in `home`: "int[]" -> "integer[]", "mood" -> "public.mood".
[[nodiscard]] std::string lengthen_type(std::string_view type, std::string_view home);

} // namespace lockstep
