// What a language server answers: completion, hover and definitions, out of what the schema declares.
#pragma once

#include "model/state.hpp"
#include "toml/cursor.hpp"

#include <optional>
#include <string>
#include <vector>

namespace lockstep {

struct Proposal {
  std::string text;
  std::string detail;
};
[[nodiscard]] std::vector<Proposal> complete_at(const Cursor& cursor, const State& declared);

/// Words about what the cursor stands on, in Markdown; empty: nothing. `there`: the database, or null.
[[nodiscard]] std::string hover_at(const Cursor& cursor, const State& declared, const State* there,
                                   const std::string& where);

/// The object that the word under the cursor names.
[[nodiscard]] const Object* definition_at(const Cursor& cursor, const State& declared);

} // namespace lockstep
