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

struct Excuse {
  std::string_view plan;
  std::string_view rule;
  int findings; ///< in all files of the case, there and back
  std::string_view why;
};

/// Each finding that stays, by its case.
constexpr Excuse excuses[] = {
    {"column-collation", "changing-column-type", 2,
     "another collation, and no index on the column: the catalog alone changes"},
    {"column-collation-changed", "changing-column-type", 2,
     "another collation, and no index on the column: the catalog alone changes"},
    {"column-generated", "adding-field-with-default", 1,
     "accepted in the case: a STORED column can not come without a rewrite"},
    {"column-not-null-by-check", "adding-not-nullable-field", 1,
     "a valid check that is there proves it, so no row is read"},
    {"column-of-parent", "changing-column-type", 8,
     "refused without --allow: triggers of a table see no row of those that inherit, and a partition's own default "
     "would "
     "find no twin"},
    {"view-of-inherited-column", "changing-column-type", 4,
     "a wider varchar: old values stay as they are; back, a narrower one is refused without --allow"},
    {"column-type-free", "changing-column-type", 1, "a wider varchar: old values stay as they are"},
    {"column-type-inherited", "changing-column-type", 2,
     "refused without --allow: triggers of a table see no row of those that inherit"},
    {"column-type-narrowed", "changing-column-type", 1,
     "on the way back, a wider varchar: old values stay as they are"},
    {"column-type-of-foreign-key", "changing-column-type", 2,
     "a wider varchar on both sides of the key: old values stay as they are"},
    {"column-type-text-with-check", "changing-column-type", 1,
     "varchar to text; the check comes back NOT VALID in the same statement"},
    {"column-type-of-referenced-key", "changing-column-type", 2,
     "refused without --allow: triggers of a table see no row of those that inherit"},
    {"column-type-time-zone", "changing-column-type", 2,
     "in a session whose time zone is UTC old values stay as they are"},
    {"column-type-with-index-of-partition", "changing-column-type", 2,
     "refused without --allow: an index of a partition alone has no online way"},
    {"column-type-with-check", "changing-column-type", 1,
     "a wider varchar; the check comes back NOT VALID in the same statement"},
    {"column-type-with-narrowed-check", "changing-column-type", 2,
     "varchar to text, and a wider varchar; the old check comes back NOT VALID in the same statement"},
    {"column-virtual", "adding-field-with-default", 1, "VIRTUAL: nothing is stored, so nothing is written"},
    {"column-whole", "adding-field-with-default", 1,
     "accepted in the case: STORED columns of a table in use rewrite it"},
    {"exclusion", "constraint-missing-not-valid", 1, "accepted in the case: an exclusion has no online way"},
    {"exclusion-changed", "constraint-missing-not-valid", 8, "accepted in the case: an exclusion has no online way"},
    {"exclusion-whole", "constraint-missing-not-valid", 1, "accepted in the case: an exclusion has no online way"},
    {"expand-move-columns", "adding-foreign-key-constraint", 1, "the referencing table is new and empty"},
    {"expand-move-columns", "constraint-missing-not-valid", 1, "the referencing table is new and empty"},
    {"expand-partition-table", "adding-foreign-key-constraint", 1, "the referencing table is new and empty"},
    {"expand-partition-table", "constraint-missing-not-valid", 1, "the referencing table is new and empty"},
    {"expand-partition-table-under-materialized-view", "require-concurrent-index-creation", 1,
     "on a materialized view that the same plan makes: nobody uses it yet"},
    {"expand-view-of-new-column", "changing-column-type", 1, "a wider varchar: old values stay as they are"},
    {"foreign-key-new-table", "adding-foreign-key-constraint", 1, "the referencing table is new and empty"},
    {"foreign-key-new-table", "constraint-missing-not-valid", 1, "the referencing table is new and empty"},
    {"foreign-key-whole", "adding-foreign-key-constraint", 1, "the referencing table is new and empty"},
    {"foreign-key-whole", "constraint-missing-not-valid", 1, "the referencing table is new and empty"},
    {"function-body-under-rules", "constraint-missing-not-valid", 2,
     "accepted in the case: an exclusion has no online way"},
    {"function-extended-under-rules", "constraint-missing-not-valid", 2,
     "accepted in the case: an exclusion has no online way"},
    {"key-becomes-another", "adding-serial-primary-key-field", 1,
     "each partition has the key already, under a new index: nothing is built"},
    {"key-becomes-another", "constraint-missing-not-valid", 2,
     "each partition has the key already, under a new index: nothing is built"},
    {"key-becomes-another", "disallowed-unique-constraint", 1,
     "each partition has the key already, under a new index: nothing is built"},
    {"enum-label-renamed-and-removed", "require-concurrent-index-creation", 2,
     "of a materialized view that nobody reads yet"},
    {"function-body-under-view-index", "require-concurrent-index-creation", 2,
     "on a materialized view that the same plan makes: nobody uses it yet"},
    {"exclusion-becomes-key", "constraint-missing-not-valid", 1,
     "refused without --allow: PostgreSQL adds an exclusion constraint in no other way"},
    {"index-marks", "constraint-missing-not-valid", 2,
     "each partition has the key already, under a new index: nothing is built"},
    {"index-marks", "disallowed-unique-constraint", 2,
     "each partition has the key already, under a new index: nothing is built"},
    {"materialized-view", "require-concurrent-index-creation", 2,
     "on a materialized view that the same plan makes: nobody uses it yet"},
    {"materialized-view-changed", "require-concurrent-index-creation", 2,
     "on a materialized view that the same plan makes: nobody uses it yet"},
    {"materialized-view-over-changed-view", "require-concurrent-index-creation", 2,
     "on a materialized view that the same plan makes: nobody uses it yet"},
    {"materialized-view-over-retyped-column", "require-concurrent-index-creation", 2,
     "on a materialized view that the same plan makes: nobody uses it yet"},
    {"materialized-view-over-widened-column", "require-concurrent-index-creation", 2,
     "on a materialized view that the same plan makes: nobody uses it yet"},
    {"materialized-view-over-redefined", "require-concurrent-index-creation", 6,
     "on a materialized view that the same plan makes: nobody uses it yet"},
    {"materialized-view-redefined", "require-concurrent-index-creation", 4,
     "on a materialized view that the same plan makes: nobody uses it yet"},
    {"materialized-view-tablespace", "require-concurrent-index-creation", 1,
     "on a materialized view that the same plan makes: nobody uses it yet"},
    {"materialized-view-under-function", "require-concurrent-index-creation", 2,
     "on a materialized view that the same plan makes: nobody uses it yet"},
    {"materialized-view-without-rows", "require-concurrent-index-creation", 2,
     "on a materialized view that the same plan makes: nobody uses it yet"},
    {"not-enforced", "adding-foreign-key-constraint", 3, "NOT ENFORCED: no row is looked up"},
    {"not-enforced", "constraint-missing-not-valid", 6, "NOT ENFORCED: no row is looked up"},
    {"partition-comes-and-goes", "require-concurrent-index-creation", 1,
     "ON ONLY a partitioned table nothing is built"},
    {"partition-comes-and-goes", "require-concurrent-index-deletion", 1,
     "PostgreSQL drops the index of a partitioned table in no other way"},
    {"partition-index-without-partitions", "require-concurrent-index-creation", 1,
     "the table has no partition: no row"},
    {"partition-index-without-partitions", "require-concurrent-index-deletion", 1,
     "the table has no partition: no row"},
    {"partition-foreign-key", "adding-foreign-key-constraint", 1,
     "each partition has the valid key already: it is taken over, and no row is looked up"},
    {"partition-foreign-key", "constraint-missing-not-valid", 1,
     "each partition has the valid key already: it is taken over, and no row is looked up"},
    {"partition-foreign-key-changed", "adding-foreign-key-constraint", 2,
     "each partition has the valid key already: it is taken over, and no row is looked up"},
    {"partition-foreign-key-changed", "constraint-missing-not-valid", 2,
     "each partition has the valid key already: it is taken over, and no row is looked up"},
    {"partition-foreign-key-to-itself", "adding-foreign-key-constraint", 2,
     "each partition has the valid key already: it is taken over, and no row is looked up"},
    {"partition-foreign-key-to-itself", "constraint-missing-not-valid", 4,
     "each partition has the valid key already: it is taken over, and no row is looked up"},
    {"partition-foreign-key-to-itself", "disallowed-unique-constraint", 2,
     "each partition has the key already, under a new index: nothing is built"},
    {"partition-with-foreign-key", "adding-foreign-key-constraint", 1,
     "each partition has the valid key already: it is taken over, and no row is looked up"},
    {"partition-with-foreign-key", "constraint-missing-not-valid", 1,
     "each partition has the valid key already: it is taken over, and no row is looked up"},
    {"partition-index", "require-concurrent-index-creation", 2, "ON ONLY a partitioned table nothing is built"},
    {"partition-index", "require-concurrent-index-deletion", 1,
     "PostgreSQL drops the index of a partitioned table in no other way"},
    {"partition-index-replaced", "require-concurrent-index-creation", 4,
     "ON ONLY a partitioned table nothing is built"},
    {"partition-index-replaced", "require-concurrent-index-deletion", 2,
     "PostgreSQL drops the index of a partitioned table in no other way"},
    {"partition-key-becomes-index", "constraint-missing-not-valid", 2,
     "ONLY the partitioned table, which holds no row; the partitions' own keys are attached"},
    {"partition-key-becomes-index", "disallowed-unique-constraint", 2,
     "ONLY the partitioned table, which holds no row; the partitions' own keys are attached"},
    {"partition-key-becomes-index", "require-concurrent-index-creation", 2,
     "ON ONLY a partitioned table nothing is built"},
    {"partition-key-becomes-index", "require-concurrent-index-deletion", 1,
     "PostgreSQL drops the index of a partitioned table in no other way"},
    {"partition-keys", "adding-serial-primary-key-field", 2,
     "ONLY the partitioned table, which holds no row; the partitions' own keys are attached"},
    {"partition-keys", "constraint-missing-not-valid", 4,
     "ONLY the partitioned table, which holds no row; the partitions' own keys are attached"},
    {"partition-keys", "disallowed-unique-constraint", 2,
     "ONLY the partitioned table, which holds no row; the partitions' own keys are attached"},
    {"partition-keys-changed", "adding-serial-primary-key-field", 2,
     "each partition has the key already, under a new index: nothing is built"},
    {"partition-keys-changed", "constraint-missing-not-valid", 4,
     "each partition has the key already, under a new index: nothing is built"},
    {"partition-keys-changed", "disallowed-unique-constraint", 2,
     "each partition has the key already, under a new index: nothing is built"},
    {"expand-retype-indexed-partitions", "constraint-missing-not-valid", 4,
     "ONLY the partitioned table, which holds no row; the partitions' own keys are attached"},
    {"expand-retype-indexed-partitions", "disallowed-unique-constraint", 4,
     "ONLY the partitioned table, which holds no row; the partitions' own keys are attached"},
    {"expand-retype-indexed-partitions", "require-concurrent-index-creation", 4,
     "ON ONLY a partitioned table nothing is built"},
    {"expand-retype-marked-parts", "constraint-missing-not-valid", 2,
     "ONLY the partitioned table, which holds no row; the partitions' own keys are attached"},
    {"expand-retype-marked-parts", "disallowed-unique-constraint", 2,
     "ONLY the partitioned table, which holds no row; the partitions' own keys are attached"},
    {"expand-retype-marked-parts", "require-concurrent-index-creation", 2,
     "ON ONLY a partitioned table nothing is built"},
    {"expand-retype-partitioned-key", "adding-serial-primary-key-field", 2,
     "each partition has the key already, under a new index: nothing is built"},
    {"expand-retype-partitioned-key", "constraint-missing-not-valid", 2,
     "each partition has the key already, under a new index: nothing is built"},
    {"partition-marks", "adding-serial-primary-key-field", 2,
     "each partition has the key already, under a new index: nothing is built"},
    {"partition-marks", "constraint-missing-not-valid", 8,
     "each partition has the key already, under a new index: nothing is built"},
    {"partition-marks", "disallowed-unique-constraint", 6,
     "each partition has the key already, under a new index: nothing is built"},
    {"partition-marks", "require-concurrent-index-creation", 4, "ON ONLY a partitioned table nothing is built"},
    {"partition-marks", "require-concurrent-index-deletion", 4,
     "PostgreSQL drops the index of a partitioned table in no other way"},
    {"partition-name-handed-on", "constraint-missing-not-valid", 2,
     "ONLY the partitioned table, which holds no row; the partitions' own keys are attached"},
    {"partition-name-handed-on", "disallowed-unique-constraint", 2,
     "ONLY the partitioned table, which holds no row; the partitions' own keys are attached"},
    {"partition-name-handed-on", "require-concurrent-index-creation", 5,
     "ON ONLY a partitioned table nothing is built"},
    {"partition-name-handed-on", "require-concurrent-index-deletion", 5,
     "PostgreSQL drops the index of a partitioned table in no other way"},
    {"partition-own-becomes-whole", "adding-serial-primary-key-field", 1,
     "ONLY the partitioned table, which holds no row; the partitions' own keys are attached"},
    {"partition-own-becomes-whole", "constraint-missing-not-valid", 2,
     "ONLY the partitioned table, which holds no row; the partitions' own keys are attached"},
    {"partition-own-becomes-whole", "disallowed-unique-constraint", 1,
     "ONLY the partitioned table, which holds no row; the partitions' own keys are attached"},
    {"partition-own-becomes-whole", "require-concurrent-index-creation", 2,
     "ON ONLY a partitioned table nothing is built"},
    {"partition-own-becomes-whole", "require-concurrent-index-deletion", 2,
     "PostgreSQL drops the index of a partitioned table in no other way"},
    {"primary-key-to-nullable-unique", "adding-serial-primary-key-field", 1,
     "each partition has the key already, under a new index: nothing is built"},
    {"primary-key-to-nullable-unique", "constraint-missing-not-valid", 2,
     "each partition has the key already, under a new index: nothing is built"},
    {"primary-key-to-nullable-unique", "disallowed-unique-constraint", 1,
     "each partition has the key already, under a new index: nothing is built"},
    {"rows", "adding-foreign-key-constraint", 1, "the referencing table is new and empty"},
    {"rows", "constraint-missing-not-valid", 1, "the referencing table is new and empty"},
    {"schema", "adding-foreign-key-constraint", 1, "the referencing table is new and empty"},
    {"schema", "constraint-missing-not-valid", 1, "the referencing table is new and empty"},
    {"statistics-target-retyped", "changing-column-type", 2,
     "text: old values stay as they are; and the way back, which is refused without --allow"},
    {"table-dropped-with-foreign-keys", "adding-foreign-key-constraint", 1, "the referencing table is new and empty"},
    {"table-dropped-with-foreign-keys", "constraint-missing-not-valid", 1, "the referencing table is new and empty"},
    {"temporal", "adding-foreign-key-constraint", 1, "the referencing table is new and empty"},
    {"temporal", "adding-serial-primary-key-field", 3, "accepted in the case: WITHOUT OVERLAPS has no online way"},
    {"temporal", "constraint-missing-not-valid", 7, "accepted in the case: WITHOUT OVERLAPS has no online way"},
    {"temporal", "disallowed-unique-constraint", 3, "accepted in the case: WITHOUT OVERLAPS has no online way"},
    {"trigger-around-column", "changing-column-type", 1, "a wider varchar: old values stay as they are"},
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

std::string case_of(const std::string& file) {
  const std::string name = fs::path(file).filename().string();
  return name.substr(0, name.find('.'));
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
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> found;
  for (const nlohmann::json& finding : findings) {
    const std::string rule = finding["rule_name"];
    if (std::find(locking_rules.begin(), locking_rules.end(), rule) == locking_rules.end()) continue;
    const std::string file = finding["file"];
    const std::size_t line = finding["line"];
    found[{case_of(file), rule}].push_back(fs::path(file).filename().string() + ":" + std::to_string(line + 1));
  }
  for (const Excuse& excuse : excuses) {
    const auto those = found.extract({std::string(excuse.plan), std::string(excuse.rule)});
    const std::size_t count = those.empty() ? 0 : those.mapped().size();
    CHECK_MESSAGE(count == static_cast<std::size_t>(excuse.findings),
                  excuse.plan << ", " << excuse.rule << ": " << count << " findings, excused are " << excuse.findings);
  }
  for (const auto& [what, places] : found) FAIL_CHECK(what.first << ", " << what.second << ": " << join(places, ", "));
}

} // namespace lockstep::test
