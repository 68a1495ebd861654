// Drift: every golden plan case is a change that somebody makes behind the tool's back. Drift names just what differs,
// and both ways back bring it to nothing.
#include <lockstep/lockstep.hpp>

#include "base/files.hpp"
#include "base/text.hpp"
#include "catalog/connection.hpp"
#include "support/folder.hpp"
#include "support/golden.hpp"
#include "support/plan_cases.hpp"
#include "support/plans.hpp"
#include "support/process.hpp"
#include "support/server.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <doctest/doctest.h>

namespace lockstep::test {

namespace {

/// A project whose schema is `from`, and a database that holds `to`.
class Bench {
public:
  Bench(const std::string& from, const std::string& to) : production_(realise_text(to)) {
    write_files({{folder_ / "schema.toml", from}});
    options_.folder = folder_.path().string();
    options_.source = production_.database;
    options_.against = "schema.toml";
    options_.allow = {"all"};
  }
  ~Bench() { server().drop_database(production_.database); }
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;

  [[nodiscard]] DriftResult look(const std::string& fix = {}) {
    options_.fix = fix;
    return drift(options_);
  }
  void run_back(const std::string& sql) const {
    write_files({{folder_ / "back.sql", sql}});
    const Ran ran = run({program("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", production_.database, "-f",
                         (folder_ / "back.sql").string()});
    CHECK_MESSAGE(ran.exit == 0, ran.err << "\n" << sql);
  }
  void declare(const std::string& toml) const { write_files({{folder_ / "schema.toml", toml}}); }

private:
  TemporaryFolder folder_;
  Realised production_;
  DriftOptions options_;
};

std::vector<std::string> lines_of(const DriftResult& result) {
  std::vector<std::string> lines;
  for (const DriftFinding& finding : result.findings)
    if (finding.code != "sequence-runs-out") lines.push_back(finding.message);
  return lines;
}

/// Whether the golden plan names no change: it begins with its files, or ends where it begins.
bool is_no_change(const std::filesystem::path& folder) {
  const std::string plan = read_file(folder / "plan.sql");
  return plan.empty() || plan.starts_with('\n');
}

/// Whether the golden answer to the way from `to` to `from` is that there is none.
bool has_no_way(const std::filesystem::path& folder) { return is_refused(read_file(folder / "back.sql")); }

void play(const std::filesystem::path& folder) {
  const std::string from = read_file(folder / "from.toml");
  const std::string to = read_file(folder / "to.toml");
  Bench bench(from, to);
  const DriftResult found = bench.look();
  CHECK(lines_of(found).empty() == is_no_change(folder));
  for (const DriftFinding& finding : found.findings) {
    CHECK_FALSE(finding.object.empty());
    CHECK_FALSE(finding.kind.empty());
    const bool whole = finding.message.starts_with("+ ") || finding.message.starts_with("- ");
    const bool says_fields = !finding.fields.empty() || whole;
    CHECK_MESSAGE(says_fields, finding.message);
  }
  if (found.findings.empty()) return;
  bench.declare(bench.look("toml").fix);
  const std::vector<std::string> left = lines_of(bench.look());
  CHECK_MESSAGE(left.empty(), join(left, "\n"));
  bench.declare(from);
  std::string way;
  try {
    way = bench.look("sql").fix;
  } catch (const Error& error) {
    // What PostgreSQL can not do, nobody can plan; the golden plan of this way says the same.
    CHECK_MESSAGE(has_no_way(folder), error.full());
    return;
  }
  bench.run_back(way);
  const std::vector<std::string> rest = lines_of(bench.look());
  CHECK_MESSAGE(rest.empty(), join(rest, "\n"));
}

// Those that no drift of one database on this server can play: roles stand in tests/live/roles_test.cpp, and statements
// of labels only run where their provider is loaded.
constexpr std::array<std::string_view, 3> elsewhere = {"role", "role-changed", "security-label"};
} // namespace

TEST_CASE("drift: every golden change behind the tool's back is named, and both ways lead back") {
  const char* chosen = std::getenv("LOCKSTEP_DRIFT"); // a word of the names of cases, to work on them
  for (const auto& folder : golden_cases("plan")) {
    const std::string name = folder.filename().string();
    if (chosen != nullptr && name.find(chosen) == std::string::npos) continue;
    if (std::find(elsewhere.begin(), elsewhere.end(), name) != elsewhere.end()) continue;
    if (std::filesystem::exists(folder / "case.toml") &&
        read_file(folder / "case.toml").find("server") != std::string::npos)
      continue; // of another major than the shadow's
    CAPTURE(name);
    try {
      play(folder);
    } catch (const Error& error) {
      FAIL_CHECK(error.full());
    }
  }
}

} // namespace lockstep::test
