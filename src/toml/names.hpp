// Names: as they are written in TOML, and those that PostgreSQL would choose itself.
#pragma once

#include "model/kind.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

/// The name that PostgreSQL gives an object of a table: `orders_customer_id_fkey`. Within 63 bytes; the longer of table
/// and column is shortened first (makeObjectName in src/backend/commands/indexcmds.c).
[[nodiscard]] std::string choose_name(std::string_view table, std::string_view column, std::string_view suffix);

/// True when the sugar stands on the parent of what it makes (a table's primary key), false when it stands beside it
/// (a column's).
[[nodiscard]] bool is_on_parent(const Sugar& sugar, const Kind& kind);
/// The name of what the sugar makes on this object when none is given.
[[nodiscard]] std::string default_name(const Sugar& sugar, const Object& object);
/// The path of the object under which what the sugar makes stands.
[[nodiscard]] std::vector<std::string> sugar_parent(const Sugar& sugar, const Object& object);

/// "table public.orders", for messages.
[[nodiscard]] std::string title_of(const Kind& kind, const std::vector<std::string>& path);
[[nodiscard]] std::string title_of(const Object& object);

/// A name as part of a TOML key, quoted as in SQL only where it holds a dot or a quote.
[[nodiscard]] std::string spell_part(std::string_view name);

} // namespace lockstep
