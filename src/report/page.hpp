// The HTML report: data in, one page out.
#pragma once

#include <lockstep/trace.hpp>

#include "report/erd.hpp"

#include <string>
#include <vector>

namespace lockstep::report {

struct PageObject {
  std::string kind;
  std::string name;
  std::string change; ///< "new", "changed", or empty
  std::string detail; ///< what is said of it
};

struct Page {
  std::string title;                ///< the project
  std::string about;                ///< one line: of what, made when by which version
  std::vector<std::string> changes; ///< one line each, from before to after
  std::vector<std::string> pending; ///< declared, but in no migration yet
  Erd before;
  Erd after;
  TraceResult trace;
  std::vector<PageObject> objects;
  std::string database; ///< whose drift it is, empty: nobody asked
  std::string expected;
  std::vector<std::string> drift;
  std::vector<std::string> warnings;
};
[[nodiscard]] std::string page_of(const Page& page);

/// Text in HTML.
[[nodiscard]] std::string escaped(const std::string& text);
/// "12.3 ms"
[[nodiscard]] std::string time_words(double seconds);

/// Tables as boxes from left to right, each behind what it points at. Tables and columns that the other picture has not
/// bear the class `mark`, those that it has otherwise "changed".
[[nodiscard]] std::string erd_svg(const Erd& erd, const Erd& other, const std::string& mark, const std::string& label);
/// A row for each relation, a bar for each lock, from its statement to the end of its transaction.
[[nodiscard]] std::string timeline_svg(const TraceResult& trace);

/// Style and script of the page.
[[nodiscard]] std::string_view page_style();
[[nodiscard]] std::string_view page_script();

} // namespace lockstep::report
