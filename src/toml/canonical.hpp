// A schema file in the one spelling that every tool and every colleague writes alike.
#pragma once

#include <lockstep/diagnostic.hpp>

#include <string>

namespace lockstep {

struct Canonical {
  std::string text;        ///< as it was where there are mistakes
  Diagnostics diagnostics; ///< of reading it
};
/// The file's text in canonical form with all its comments. What it declares stays the same; throws Error (proof)
/// where it would not.
[[nodiscard]] Canonical canonical_text(const std::string& text, const std::string& name);

} // namespace lockstep
