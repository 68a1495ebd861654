// What each form claims, as statements to measure.
#pragma once

#include "model/step.hpp"

#include <span>

namespace lockstep::test {

struct Fact {
  const Form& form;
  const char* sql;
  const char* before = "";    ///< what must be there
  const char* relation = "t"; ///< what the form's lock is on
  int since = 14;
  const char* other = "r"; ///< what the second lock is on
};

/// Of tables, columns, constraints, indexes and views.
[[nodiscard]] std::span<const Fact> facts_of_tables();
/// Of partitions, of inheritance, and of where tables stand.
[[nodiscard]] std::span<const Fact> facts_of_partitions();
/// Of every other kind, and of what lives only while an expansion is open.
[[nodiscard]] std::span<const Fact> facts_of_objects();
/// Of operators, aggregates and their like, text search, foreign data and replication.
[[nodiscard]] std::span<const Fact> facts_of_code();

} // namespace lockstep::test
