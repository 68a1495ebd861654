// The corpus of lint: SQL files whose comments say which findings their lines have, and no others.
// "-- expect: LR221 LR501" stands behind a line; "-- levels: rule=level …" on a file's first line changes levels.
// A folder that ends in ".chain" holds files that run one after the other.
#include "base/files.hpp"
#include "base/text.hpp"
#include "lint/lint.hpp"
#include "support/golden.hpp"
#include "support/lint_corpus.hpp"
#include "support/paths.hpp"

#include <doctest/doctest.h>
#include <filesystem>
#include <set>

using namespace lockstep;
using namespace lockstep::linting;
namespace fs = std::filesystem;

namespace {

Level level_named(const std::string& name) {
  return name == "off" ? Level::off : name == "note" ? Level::note : name == "warning" ? Level::warning : Level::error;
}

// Most cases are not about timeouts, so the rule that asks for one is off where a file does not ask for it.
Levels levels_of(const std::string& text) {
  Levels levels = {{"no-lock-timeout", Level::off}};
  constexpr std::string_view mark = "-- levels: ";
  if (!text.starts_with(mark)) return levels;
  for (const std::string& word : split(text.substr(mark.size(), text.find('\n') - mark.size()), ' ')) {
    const std::size_t equals = word.find('=');
    REQUIRE_MESSAGE(find_rule(word.substr(0, equals)) != nullptr, word);
    levels[word.substr(0, equals)] = level_named(word.substr(equals + 1));
  }
  return levels;
}

std::set<std::string> expected_in(const Input& input) {
  std::set<std::string> expected;
  constexpr std::string_view mark = "-- expect: ";
  int number = 0;
  for (const std::string& line : split(input.text, '\n')) {
    ++number;
    const std::size_t found = line.find(mark);
    if (found == std::string::npos) continue;
    for (const std::string& code : split(line.substr(found + mark.size()), ' '))
      if (!code.empty()) expected.insert(input.path + ":" + std::to_string(number) + " " + code);
  }
  return expected;
}

std::string shown(const std::set<std::string>& lines) {
  return join(std::vector<std::string>(lines.begin(), lines.end()), "\n");
}

void check_case(const std::vector<fs::path>& files) {
  std::vector<Input> inputs;
  std::set<std::string> expected;
  for (const fs::path& file : files) {
    inputs.push_back(test::input_of(file));
    expected.merge(expected_in(inputs.back()));
  }
  std::set<std::string> found;
  for (const Diagnostic& finding : look_at(inputs, levels_of(inputs.front().text)))
    found.insert(finding.position.file + ":" + std::to_string(finding.position.line) + " " + finding.code);
  CHECK(shown(found) == shown(expected));
}

} // namespace

TEST_CASE("lint: the corpus has the findings that its comments say, and no others") {
  std::size_t files = 0;
  for (const std::vector<fs::path>& one : test::lint_corpus()) {
    files += one.size();
    check_case(one);
  }
  CHECK(files >= 300);
}

namespace {

const char* word_of(Level level) {
  constexpr const char* words[] = {"off", "note", "warning", "error"};
  return words[static_cast<int>(level)];
}

std::string page_of(const Rule& rule) {
  const auto code = [](std::string_view sql) { return "```sql\n" + std::string(sql) + "\n```\n"; };
  return "\n## " + std::string(rule.code) + " " + std::string(rule.name) + "\n" + std::string(rule.title) + "; level " +
         word_of(rule.level) + ".\n\n" + std::string(rule.why) + "\n\nSafe way: " + std::string(rule.safe) +
         "\n\nFound in:\n" + code(rule.bad) + "Not in:\n" + code(rule.good);
}

} // namespace

TEST_CASE("lint: the reference of the rules is current") {
  std::string text =
      "# Lint rules\n\nMade from the table that `lockstep lint` reads. The hundreds of a code: 1 data, 2 locks, 3 "
      "applications, 5 transactions, 6 types and names, 7 what others know of a file. How to use them: "
      "[lint](../guide/lint.md).\n\n"
      "LR001 is what PostgreSQL's parser refuses, LR002 an allowance without a reason or for no rule.\n";
  for (const Rule& rule : all_rules()) text += page_of(rule);
  test::expect_golden(test::repository() / "docs" / "reference" / "rules.md", text);
}
