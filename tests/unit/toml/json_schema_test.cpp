// The published JSON Schema accepts what the reader accepts and rejects what it rejects, asked of a TOML editor's own
// checker (@taplo/cli from npm).
#include "base/files.hpp"
#include "base/text.hpp"
#include "support/folder.hpp"
#include "support/golden.hpp"
#include "support/npm.hpp"
#include "support/paths.hpp"
#include "support/process.hpp"
#include "support/random_toml.hpp"
#include "toml/schema.hpp"

#include <algorithm>
#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace fs = std::filesystem;

namespace {

constexpr const char* package = "@taplo/cli@0.7.0";

// Mistakes that lie between objects, or in bytes: whether a JSON Schema sees them does not matter.
bool is_about_shape(const Diagnostic& diagnostic) {
  static const std::vector<std::string> others = {
      "duplicate",       "name-too-long",     "name-collision", "unknown-table",   "unknown-column",
      "row-without-key", "row-without-value", "too-many-rows",  "name-not-quoted", "nothing-inherited"};
  return std::find(others.begin(), others.end(), diagnostic.code) == others.end();
}

std::vector<fs::path> toml_files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code missing;
  for (const auto& entry : fs::recursive_directory_iterator(folder, missing)) {
    const bool hidden = entry.path().string().find("/.") != std::string::npos;
    if (entry.path().extension() == ".toml" && entry.path().filename() != "lockstep.toml" && !hidden)
      files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// What taplo says about the files, in one run.
Ran check(const fs::path& schema, const std::vector<fs::path>& files) {
  std::vector<std::string> words = {npm_program(package, "taplo").string(),
                                    "lint",
                                    "--colors",
                                    "never",
                                    "--no-auto-config",
                                    "--schema",
                                    "file://" + schema.string()};
  for (const fs::path& file : files) words.push_back(file.string());
  RunOptions options;
  options.folder = schema.parent_path();
  return run(words, options);
}

} // namespace

TEST_CASE("json schema: the published file is the one of this language") {
  expect_golden(repository() / "docs" / "lockstep-schema.json", json_schema());
}

TEST_CASE("json schema: agrees with the reader about every example and every broken file" *
          doctest::skip(!has_npm_for(package))) {
  const TemporaryFolder folder;
  write_files({{folder / "schema.json", json_schema()}});
  std::vector<fs::path> files = toml_files_below(repository() / "schema-examples");
  for (const char* golden : {"format", "errors"})
    for (fs::path& file : toml_files_below(golden_folder(golden))) files.push_back(std::move(file));
  for (unsigned seed = 0; seed < 20; ++seed) {
    files.push_back(folder / ("random_" + std::to_string(seed) + ".toml"));
    write_files({{files.back(), write_schema(Dice(seed).roll_state())}});
  }
  std::vector<fs::path> accepted;
  std::vector<fs::path> rejected;
  for (const fs::path& file : files) {
    const Declared declared = read_schema(file);
    const auto& mistakes = declared.diagnostics.list();
    if (!declared.diagnostics.has_errors())
      accepted.push_back(file);
    else if (std::any_of(mistakes.begin(), mistakes.end(), is_about_shape))
      rejected.push_back(file);
  }
  REQUIRE(accepted.size() > 20);
  REQUIRE(rejected.size() > 30);

  const Ran fine = check(folder / "schema.json", accepted);
  CHECK_MESSAGE(fine.exit == 0, "the reader accepts what the JSON Schema rejects:\n" << fine.out << fine.err);
  const Ran broken = check(folder / "schema.json", rejected);
  CHECK(broken.exit != 0);
  for (const fs::path& file : rejected)
    CHECK_MESSAGE((broken.out + broken.err).find("path=\"" + file.string() + "\"") != std::string::npos,
                  "the JSON Schema accepts what the reader rejects: " << file.string());
}
