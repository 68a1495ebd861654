// All golden plans before another linter: squawk (squawk-cli from npm) and its rules about locks.
#include "support/folder.hpp"
#include "support/golden.hpp"
#include "support/npm.hpp"
#include "support/process.hpp"

#include "base/files.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <map>
#include <nlohmann/json.hpp>

namespace lockstep::test {

namespace {

namespace fs = std::filesystem;

constexpr const char* package = "squawk-cli@2.66.0";

/// The rules about locks, rewrites and scans; the others are about taste.
const std::vector<std::string> locking_rules = {"adding-field-with-default",
                                                "adding-foreign-key-constraint",
                                                "adding-not-nullable-field",
                                                "adding-required-field",
                                                "adding-serial-primary-key-field",
                                                "changing-column-type",
                                                "constraint-missing-not-valid",
                                                "disallowed-unique-constraint",
                                                "require-concurrent-index-creation",
                                                "require-concurrent-index-deletion",
                                                "require-timeout-settings",
                                                "transaction-nesting",
                                                "ban-concurrent-index-creation-in-transaction"};

/// Where the text alone does not tell what the server does: the statement was seen to change the catalog only.
const std::map<std::string, std::string> measured_as_free = {
    {"changing-column-type", "old values stay as they are: wider varchar, larger precision, other spelling"},
    {"adding-not-nullable-field", "a valid check that is there proves it"},
    {"constraint-missing-not-valid", "the referencing table is new and empty"},
    {"adding-foreign-key-constraint", "the referencing table is new and empty"},
    {"require-concurrent-index-creation", "ON ONLY a partitioned table nothing is built"},
    {"require-concurrent-index-deletion", "PostgreSQL drops the index of a partitioned table in no other way"},
    {"adding-serial-primary-key-field", "ONLY a partitioned table, which holds no row"},
    {"disallowed-unique-constraint", "ONLY a partitioned table, which holds no row"},
    {"adding-field-with-default", "virtual, or computed without a volatile function"},
};

/// The files of a golden plan, written below `folder`.
std::vector<fs::path> unpack(const fs::path& plan, const fs::path& folder) {
  std::vector<fs::path> files;
  std::string content;
  const auto flush = [&] {
    if (!files.empty()) write_files({{files.back(), content}});
    content.clear();
  };
  for (const std::string& line : split(read_file(plan), '\n')) {
    if (line.starts_with("==> ")) {
      flush();
      files.push_back(folder /
                      (plan.parent_path().filename().string() + "." + plan.stem().string() + "." + line.substr(4)));
    } else if (!files.empty()) {
      content += line + "\n";
    }
  }
  flush();
  return files;
}

/// The lines of the statement's own block, up to the finding.
std::string block_of(const std::vector<std::string>& lines, std::size_t line) {
  std::size_t begin = std::min(line, lines.size() - 1);
  std::string block;
  for (; begin > 0 && !lines[begin].empty(); --begin) block = lines[begin] + "\n" + block;
  return block;
}

std::string header_of(const std::string& content) { return content.substr(0, content.find("\n\n")); }

bool is_excused(const std::string& rule, const std::string& content, std::size_t line) {
  // A person accepted it: --allow stands in the header.
  if (header_of(content).find("LS20") != std::string::npos) return true;
  // It takes an index for one on a table with rows; this one is on a materialized view that the same file creates.
  const std::vector<std::string> lines = split(content, '\n');
  const std::string index = lines.at(std::min(line, lines.size() - 1));
  if (const auto on = index.find(" ON "); on != std::string::npos)
    if (content.find("CREATE MATERIALIZED VIEW " + index.substr(on + 4, index.find(' ', on + 4) - on - 4)) !=
        std::string::npos)
      return true;
  const std::string block = block_of(split(content, '\n'), line);
  return measured_as_free.contains(rule) && block.find("catalog only\n") != std::string::npos;
}

} // namespace

TEST_CASE("golden plans: squawk finds nothing about locks" * doctest::skip(!has_npm_for(package))) {
  const TemporaryFolder folder;
  std::vector<std::string> words = {npm_program(package, "squawk").string(), "--reporter", "json", "--pg-version",
                                    "15"};
  std::size_t files = 0;
  for (const fs::path& one : golden_cases("plan"))
    for (const char* way : {"plan.sql", "back.sql"})
      for (const fs::path& file : unpack(one / way, folder.path())) {
        words.push_back(file.string());
        ++files;
      }
  const Ran ran = run(words);
  const nlohmann::json findings = nlohmann::json::parse(ran.out);
  CHECK(files > 100);
  CHECK(findings.size() > 100); // of taste: it did read them
  for (const nlohmann::json& finding : findings) {
    const std::string rule = finding["rule_name"];
    if (std::find(locking_rules.begin(), locking_rules.end(), rule) == locking_rules.end()) continue;
    const std::string file = finding["file"];
    const std::string content = read_file(file);
    const std::size_t line = finding["line"];
    CHECK_MESSAGE(is_excused(rule, content, line), fs::path(file).filename().string()
                                                       << ":" << line + 1 << " " << rule << "\n"
                                                       << block_of(split(content, '\n'), line));
  }
}

} // namespace lockstep::test
