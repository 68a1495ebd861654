// How the catalog queries give the keys of an index, to be read as "keys": numbers, and the texts of expressions.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace lockstep {

/// Joins texts at compile time, so that two catalog queries can share a part.
template <const std::string_view&... Parts> struct Joined {
  static constexpr auto storage = [] {
    std::array<char, (Parts.size() + ... + 0)> all{};
    auto at = all.begin();
    ((at = std::copy(Parts.begin(), Parts.end(), at)), ...);
    return all;
  }();
  static constexpr std::string_view value{storage.data(), storage.size()};
};

/// Of `i`, a row of pg_index, what is read as "keys": "INDEX TABLE|columns|collations|operator classes|options|",
/// behind which stand as one array of texts the expressions for each column 0 and the operators of an exclusion
/// constraint.
inline constexpr std::string_view index_numbers_sql = R"(
       i.indexrelid || ' ' || i.indrelid || '|' || i.indkey::text || '|' || i.indcollation::text || '|' ||
       i.indclass::text || '|' || i.indoption::text || '|' ||)";

/// Each as "TYPE EXPRESSION".
inline constexpr std::string_view index_expressions_sql = R"(
       CASE WHEN i.indexprs IS NOT NULL THEN
         ARRAY(SELECT ia.atttypid || ' ' || pg_get_indexdef(i.indexrelid, ia.attnum::int, false)
                 FROM pg_attribute ia WHERE ia.attrelid = i.indexrelid AND i.indkey[ia.attnum - 1] = 0
                ORDER BY ia.attnum) END)";

/// The included columns of an index, to be read as "quoted" or "names".
inline constexpr std::string_view index_included_sql = R"(
       CASE WHEN i.indnkeyatts < i.indnatts
            THEN i.indrelid || ' ' || (i.indkey::int2[])[i.indnkeyatts:]::text END)";

} // namespace lockstep
