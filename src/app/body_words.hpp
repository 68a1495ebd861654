// The words of a function's body, and what of a table they take by the places of its columns.
#pragma once

#include "emit/statement.hpp"
#include "model/ids.hpp"

#include <optional>
#include <string>
#include <vector>

namespace lockstep {

/// What a function is declared to be, as far as its words tell.
struct Routine {
  std::string language;
  std::string returns;
  std::string body;
  bool is_parsed = false; ///< BEGIN ATOMIC: the server holds it as it read it
};

struct ByPlace {
  std::string words;        ///< of the body
  bool from_expand = false; ///< a further column breaks it; else only another order of the columns does
  bool gives_rows = false;  ///< it gives rows of the table as lists of columns
  bool never_fits =
      false; ///< the server has parsed it (BEGIN ATOMIC): it stays until the contract, which can not make it
};

/// What the function takes of the table by places, if anything that is sure to be that. `is_trigger`: it is called by
/// a trigger of the table, so that NEW and OLD are rows of it.
[[nodiscard]] std::optional<ByPlace> taken_by_place(const Routine& routine, const Id& table, bool is_trigger);

} // namespace lockstep
