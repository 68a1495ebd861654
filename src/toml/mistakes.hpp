// What is wrong in a file that is read before anything else: one error with all of it.
#pragma once

#include "toml/document.hpp"

#include <lockstep/error.hpp>

#include <string>

namespace lockstep {

/// "2 mistakes in the configuration", and each with its place, its line and its hint.
[[nodiscard]] Error mistakes_error(Mistakes mistakes, const std::string& where_in_words, const std::string& file);

/// "2026-12-31"
[[nodiscard]] std::string spell_date(const toml::date& date);

} // namespace lockstep
