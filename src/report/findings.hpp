// Findings as text for people and in the formats that code hosts read.
#pragma once

#include <lockstep/diagnostic.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace lockstep::report {

/// What a format says of a rule beside its findings.
struct RuleWords {
  std::string code;
  std::string name;
  std::string title;
  std::string help;
};

/// One unit of a migration, as a reviewer sees it. Only json and markdown tell of them.
struct Step {
  std::string file;
  std::string phase;
  std::string sql;
  std::string locks;   ///< "public.orders ACCESS EXCLUSIVE", empty when it locks nothing that is in use
  std::string cost;    ///< "catalog only", "rewrite"
  std::string time;    ///< empty when nobody knows
  std::string back;    ///< the statements that undo it; empty when nothing does
  std::string note;    ///< why no way back is needed
  std::string hazards; ///< accepted ones of its file
};

/// error, warning or note.
[[nodiscard]] const char* word_of(Severity severity);
/// text, json, sarif (2.1.0), github (workflow annotations), gitlab (code quality), junit, markdown.
[[nodiscard]] const std::vector<std::string>& all_formats();
/// `rules` need hold only those that occur. Ends with a newline unless it is empty. Throws Error (usage) for a format
/// that there is not.
[[nodiscard]] std::string findings_as(std::string_view format, const std::vector<Diagnostic>& findings,
                                      const std::vector<RuleWords>& rules, const std::vector<Step>& steps = {});

} // namespace lockstep::report
