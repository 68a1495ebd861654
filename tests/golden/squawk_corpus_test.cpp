// The corpus of lint before another linter: what squawk (squawk-cli from npm) finds there, we find on the same
// statement, or the file says why it is none: `-- squawk: RULE: why`.
#include "base/files.hpp"
#include "base/text.hpp"
#include "lint/lint.hpp"
#include "support/golden.hpp"
#include "support/lint_corpus.hpp"
#include "support/npm.hpp"
#include "support/process.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace lockstep::test {

namespace {

namespace fs = std::filesystem;
constexpr const char* package = "squawk-cli@2.66.0";

/// Which of our rules know what squawk's knows: all of its rules but those about its own comments and settings.
struct Twin {
  std::string_view theirs;
  std::vector<std::string_view> ours;
};
const std::vector<Twin> twins = {
    {"adding-field-with-default", {"LR201", "LR202", "LR203"}},
    {"adding-foreign-key-constraint", {"LR211"}},
    {"adding-not-nullable-field", {"LR205"}},
    {"adding-required-field", {"LR204"}},
    {"adding-serial-primary-key-field", {"LR203", "LR213"}},
    {"ban-alter-domain-with-add-constraint", {"LR216"}},
    {"ban-char-field", {"LR603"}},
    {"ban-concurrent-index-creation-in-transaction", {"LR502"}},
    {"ban-create-domain-with-constraint", {"LR609"}},
    {"ban-drop-column", {"LR102"}},
    {"ban-drop-database", {"LR103"}},
    {"ban-drop-not-null", {"LR309"}},
    {"ban-drop-table", {"LR101"}},
    {"ban-truncate-cascade", {"LR105"}},
    {"ban-uncommitted-transaction", {"LR507"}},
    {"changing-column-type", {"LR206"}},
    {"constraint-missing-not-valid", {"LR211", "LR212", "LR213", "LR214"}},
    {"disallowed-unique-constraint", {"LR213"}},
    {"identifier-too-long", {"LR608"}},
    {"prefer-bigint-over-int", {"LR601", "LR614"}},
    {"prefer-bigint-over-smallint", {"LR601", "LR614"}},
    {"prefer-identity", {"LR605"}},
    {"prefer-robust-stmts", {"LR510"}},
    {"prefer-text-field", {"LR602"}},
    {"prefer-timestamp-tz", {"LR604"}},
    {"renaming-column", {"LR301"}},
    {"renaming-table", {"LR302"}},
    {"require-concurrent-index-creation", {"LR221"}},
    {"require-concurrent-index-deletion", {"LR222"}},
    {"require-concurrent-partition-detach", {"LR233"}},
    {"require-concurrent-reindex", {"LR223"}},
    {"require-enum-value-ordering", {"LR612"}},
    {"require-lock-timeout", {"LR501"}},
    {"require-statement-timeout", {"LR509"}},
    {"require-table-schema", {"LR610"}},
    {"syntax-error", {"LR001"}},
    {"transaction-nesting", {"LR506"}},
};

/// A statement, by its lines, and the codes of what we find in it.
struct Looked {
  int first = 0;
  int last = 0;
  std::set<std::string> codes;
  /// Its file runs in one transaction, or holds nothing else: where it fails, nothing of it is done.
  bool is_whole = false;
};

/// Rules by the line of the statement that they are about: "-- squawk: RULE RULE: why" stands behind it.
using Arguments = std::map<int, std::set<std::string>>;

struct OneFile {
  std::vector<Looked> statements;
  Arguments arguments;
};
using AllFiles = std::map<std::string, OneFile>;

Arguments arguments_in(const std::string& text) {
  constexpr std::string_view mark = "-- squawk: ";
  Arguments arguments;
  int number = 0;
  int before = 0;
  for (const std::string& line : split(text, '\n')) {
    ++number;
    if (!line.starts_with(mark)) {
      before = number;
      continue;
    }
    const std::size_t why = line.find(": ", mark.size());
    REQUIRE_MESSAGE(why != std::string::npos, line);
    for (const std::string& rule : split(line.substr(mark.size(), why - mark.size()), ' '))
      arguments[before].insert(rule);
  }
  return arguments;
}

Looked looked_at(const linting::View& view, const std::set<std::string>& codes) {
  const std::string& text = view.statement.text;
  const auto more = static_cast<int>(std::count(text.begin(), text.end(), '\n'));
  return {view.statement.line, view.statement.line + more, codes,
          view.script.carried != linting::Carried::each_alone || view.script.statements.size() == 1};
}

/// Every rule looks at every file, and no allowance counts.
AllFiles look_at_all(const std::vector<std::vector<fs::path>>& cases) {
  linting::Levels levels;
  for (const linting::Rule& rule : linting::all_rules()) levels[std::string(rule.name)] = linting::Level::error;
  AllFiles all;
  for (const std::vector<fs::path>& files : cases) {
    std::vector<linting::Input> inputs;
    for (const fs::path& file : files) {
      inputs.push_back(input_of(file));
      inputs.back().path = file.string();
      inputs.back().text = replace_all(inputs.back().text, "lockstep:allow", "lockstep-allow");
      all[file.string()].arguments = arguments_in(inputs.back().text);
    }
    (void)linting::look_at(inputs, levels, [&](const linting::View& view, const std::set<std::string>& codes) {
      all[view.script.path].statements.push_back(looked_at(view, codes));
    });
  }
  return all;
}

nlohmann::json ask_squawk(const AllFiles& all) {
  std::vector<std::string> words = {npm_program(package, "squawk").string(),
                                    "--reporter",
                                    "json",
                                    "--pg-version",
                                    "15",
                                    "--include",
                                    "require-table-schema"};
  for (const auto& [path, file] : all) words.push_back(path);
  return nlohmann::json::parse(run(words).out);
}

/// Whether we find it, or it needs no finding.
bool is_answered(const Twin& twin, const Looked& statement) {
  const bool found = std::any_of(twin.ours.begin(), twin.ours.end(),
                                 [&](std::string_view code) { return statement.codes.contains(std::string(code)); });
  return found || (twin.theirs == "prefer-robust-stmts" && statement.is_whole);
}

/// Whether a finding is answered or argued away; what argues is taken from `open`.
bool is_settled(const Twin& twin, int line, const OneFile& file, Arguments& open) {
  int first = line;
  int last = line;
  for (const Looked& statement : file.statements) {
    if (line < statement.first || statement.last < line) continue;
    if (is_answered(twin, statement)) return true;
    first = statement.first;
    last = statement.last;
  }
  for (int at = first; at <= last; ++at) {
    const auto argued = file.arguments.find(at);
    if (argued == file.arguments.end() || !argued->second.contains(std::string(twin.theirs))) continue;
    open[at].erase(std::string(twin.theirs));
    return true;
  }
  return false;
}

} // namespace

TEST_CASE("lint: what squawk finds in the corpus is found by us, or argued away where it stands" *
          doctest::skip(!has_npm_for(package))) {
  const AllFiles all = look_at_all(lint_corpus());
  AllFiles open = all;
  std::set<std::string> seen;
  for (const nlohmann::json& finding : ask_squawk(all)) {
    const std::string rule = finding["rule_name"];
    const std::string path = finding["file"];
    const int line = finding["line"].get<int>() + 1;
    const auto twin = std::find_if(twins.begin(), twins.end(), [&](const Twin& one) { return one.theirs == rule; });
    REQUIRE_MESSAGE(twin != twins.end(), rule << " has no twin");
    seen.insert(rule);
    CHECK_MESSAGE(is_settled(*twin, line, all.at(path), open[path].arguments),
                  path << ":" << line << ": squawk finds " << rule << ", and we do not");
  }
  for (const Twin& twin : twins) CHECK_MESSAGE(seen.contains(std::string(twin.theirs)), twin.theirs << ": no case");
  for (const auto& [path, file] : open)
    for (const auto& [line, rules] : file.arguments)
      for (const std::string& rule : rules)
        FAIL_CHECK(path << ":" << line << ": squawk does not find " << rule << ": nothing is to be argued");
}

} // namespace lockstep::test
