// What statements on text search objects do.
#pragma once

#include "model/step.hpp"

namespace lockstep {

namespace text_search_parser {
inline constexpr Form create{.code = "create_text_search_parser",
                             .hazards = needs_privilege,
                             .explain = "CREATE TEXT SEARCH PARSER touches no table; it needs a superuser."};
inline constexpr Form replace{.code = "replace_text_search_parser",
                              .hazards = needs_privilege,
                              .explain = "No configuration uses the parser: dropped and created again."};
inline constexpr Form drop{.code = "drop_text_search_parser",
                           .hazards = needs_privilege,
                           .explain = "DROP TEXT SEARCH PARSER removes one that no configuration uses."};
inline constexpr Form rename{.code = "rename_text_search_parser",
                             .hazards = needs_privilege,
                             .explain = "Configurations keep their parser: a catalog change."};
} // namespace text_search_parser

namespace text_search_template {
inline constexpr Form create{.code = "create_text_search_template",
                             .hazards = needs_privilege,
                             .explain = "CREATE TEXT SEARCH TEMPLATE touches no table; it needs a superuser."};
inline constexpr Form replace{.code = "replace_text_search_template",
                              .hazards = needs_privilege,
                              .explain = "No dictionary uses the template: dropped and created again."};
inline constexpr Form drop{.code = "drop_text_search_template",
                           .hazards = needs_privilege,
                           .explain = "DROP TEXT SEARCH TEMPLATE removes one that no dictionary uses."};
inline constexpr Form rename{.code = "rename_text_search_template",
                             .hazards = needs_privilege,
                             .explain = "Dictionaries keep their template: a catalog change."};
} // namespace text_search_template

namespace text_search_dictionary {
inline constexpr Form create{.code = "create_text_search_dictionary",
                             .explain = "CREATE TEXT SEARCH DICTIONARY touches no table."};
inline constexpr Form alter{.code = "alter_text_search_dictionary",
                            .explain = "ALTER TEXT SEARCH DICTIONARY changes the catalog only. What was indexed before "
                                       "keeps its old lexemes until it is written again."};
inline constexpr Form replace{.code = "replace_text_search_dictionary",
                              .explain = "No configuration uses the dictionary: dropped and created again."};
inline constexpr Form drop{.code = "drop_text_search_dictionary",
                           .hazards = breaks_old_code,
                           .explain = "DROP TEXT SEARCH DICTIONARY removes one that no configuration uses; code that "
                                      "names it fails."};
inline constexpr Form rename{.code = "rename_text_search_dictionary",
                             .hazards = breaks_old_code,
                             .explain = "Configurations keep their dictionaries; code that names the old one fails."};
} // namespace text_search_dictionary

namespace text_search_configuration {
inline constexpr Form create{.code = "create_text_search_configuration",
                             .explain = "CREATE TEXT SEARCH CONFIGURATION touches no table."};
inline constexpr Form map{.code = "map_text_search_configuration",
                          .explain = "The mapping of token types changes the catalog only. What was indexed before "
                                     "keeps its old lexemes until it is written again."};
inline constexpr Form replace{.code = "replace_text_search_configuration",
                              .hazards = breaks_old_code,
                              .explain = "Nothing in the database uses the configuration: dropped and created again."};
inline constexpr Form drop{.code = "drop_text_search_configuration",
                           .hazards = breaks_old_code,
                           .explain = "DROP TEXT SEARCH CONFIGURATION touches no table; code that names it fails."};
inline constexpr Form rename{.code = "rename_text_search_configuration",
                             .hazards = breaks_old_code,
                             .explain = "to_tsvector('old name', …) in application code fails at once."};
} // namespace text_search_configuration

} // namespace lockstep
