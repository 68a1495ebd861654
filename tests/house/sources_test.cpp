// Lists, lengths, first lines and what must not stand in a tracked file.
#include "base/files.hpp"
#include "base/text.hpp"
#include "house/tree.hpp"
#include "support/paths.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <map>
#include <string>
#include <vector>

using namespace lockstep;
using namespace lockstep::test;

namespace {

using Names = std::vector<std::string>;

// Files that are one long table, or the public API in one view.
const std::map<std::string, std::size_t> long_tables = {{"include/lockstep/lockstep.hpp", 250}};

// The longest function at namespace level: clang-format puts its head and its last brace at the line's start.
struct LongFunction {
  std::size_t lines = 0;
  std::size_t from = 0;
};

LongFunction longest_function(const Names& lines) {
  LongFunction longest;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    const bool head = !line.empty() && line[0] != ' ' && line[0] != '}' && line[0] != '#' && line[0] != '/';
    if (head) begin = i;
    const bool table = lines[begin].starts_with("constexpr ") || lines[begin].starts_with("const ") ||
                       lines[begin].starts_with("struct ") || lines[begin].starts_with("class ") ||
                       lines[begin].starts_with("enum ") || lines[begin].starts_with("namespace ") ||
                       lines[begin].starts_with("static ");
    if (line == "}" && !table && i - begin + 1 > longest.lines) longest = {i - begin + 1, begin + 1};
  }
  return longest;
}

void check_list(const std::string& folder) {
  const Names entries = lines_of(folder + "/sources.txt");
  CHECK(std::is_sorted(entries.begin(), entries.end()));
  CHECK(std::adjacent_find(entries.begin(), entries.end()) == entries.end());
  Names there;
  for (const std::string& file : files_below(folder, {".cpp"})) there.push_back(file.substr(folder.size() + 1));
  Names differing;
  std::set_symmetric_difference(entries.begin(), entries.end(), there.begin(), there.end(),
                                std::back_inserter(differing));
  INFO("listed but not there, or there but not listed:\n" << join(differing, "\n"));
  CHECK(differing.empty());
}

Names code_files() {
  Names files = files_below("src", {".cpp", ".hpp"});
  for (const std::string folder : {"include", "tests"})
    for (std::string& file : files_below(folder, {".cpp", ".hpp"})) files.push_back(std::move(file));
  return files;
}

} // namespace

TEST_CASE("house: sources.txt lists every source, sorted") {
  check_list("src");
  check_list("tests");
}

TEST_CASE("house: files and functions stay short") {
  Names wrong;
  for (const std::string& file : code_files()) {
    const Names lines = lines_of(file);
    const bool header = file.ends_with(".hpp");
    const auto listed = long_tables.find(file);
    const std::size_t limit = listed != long_tables.end() ? listed->second : header ? 150 : 400;
    if (lines.size() > limit) wrong.push_back(file + " has " + std::to_string(lines.size()) + " lines");
    const LongFunction function = longest_function(lines);
    if (function.lines > 60 && file.starts_with("src/"))
      wrong.push_back(file + ":" + std::to_string(function.from) + " is a function of " +
                      std::to_string(function.lines) + " lines");
  }
  INFO(join(wrong, "\n"));
  CHECK(wrong.empty());
}

TEST_CASE("house: each file opens by saying what it is for") {
  Names wrong;
  for (const std::string& file : code_files()) {
    const Names lines = lines_of(file);
    if (lines.empty() || !lines[0].starts_with("// ")) wrong.push_back(file);
    if (file.ends_with(".hpp") && std::find(lines.begin(), lines.end(), "#pragma once") == lines.end())
      wrong.push_back(file + " lacks #pragma once");
  }
  INFO(join(wrong, "\n"));
  CHECK(wrong.empty());
}

TEST_CASE("house: no tracked file speaks of one machine or holds what is unfinished") {
  // Written in halves, because this file is read too.
  const Names words = {"/ho"
                       "me/",
                       "/ro"
                       "ot/",
                       "/Us"
                       "ers/",
                       "/wo"
                       "rk/",
                       "TO"
                       "DO",
                       "FIX"
                       "ME",
                       "<<<<"
                       "<<<"};
  Names wrong;
  for (const std::string& file : tracked_files()) {
    const std::string content = read_file(repository() / file);
    for (const std::string& word : words) {
      const std::size_t at = content.find(word);
      if (at == std::string::npos) continue;
      const auto line = std::count(content.begin(), content.begin() + static_cast<std::ptrdiff_t>(at), '\n') + 1;
      wrong.push_back(file + ":" + std::to_string(line) + " holds " + word);
    }
  }
  INFO(join(wrong, "\n"));
  CHECK(wrong.empty());
}
