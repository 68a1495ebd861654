// Drift: every golden plan case is a change that somebody makes behind the tool's back. Drift names just what differs,
// no more and no less, and both ways back bring it to nothing.
#include <lockstep/lockstep.hpp>

#include "base/files.hpp"
#include "base/text.hpp"
#include "catalog/connection.hpp"
#include "live/drift_expected.hpp"
#include "shadow/realise.hpp"
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
#include <optional>
#include <set>

namespace lockstep::test {

namespace {

namespace fs = std::filesystem;

/// A change: the schema is `from`, and the database holds `to`.
struct Case {
  std::string name;
  std::string schema; ///< that all its objects are in; empty: anywhere
  std::string from;
  std::string to;
  int major = 0;       ///< of its server; 0: any
  bool has_way = true; ///< back, as its golden plan says: what PostgreSQL can not do, nobody can plan
};

int major_of(const fs::path& folder) {
  constexpr std::string_view mark = "server = ";
  const std::string text = fs::exists(folder / "case.toml") ? read_file(folder / "case.toml") : "";
  const std::size_t found = text.find(mark);
  return found == std::string::npos ? 0 : std::stoi(text.substr(found + mark.size()));
}

Case read_case(const fs::path& folder) {
  return {folder.filename().string(),
          {},
          read_file(folder / "from.toml"),
          read_file(folder / "to.toml"),
          major_of(folder),
          !is_refused(read_file(folder / "back.sql"))};
}

/// Cases side by side in one database: what a look costs, it costs once.
class Bench {
public:
  explicit Bench(const std::vector<Case>& cases) : cases_(cases), production_(realise_all()) {
    write_files({{folder_ / "lockstep.toml", "schema = \"from\"\n"}});
    options_.folder = folder_.path().string();
    options_.source = production_.database;
    options_.allow = {"all"};
    if (cases_.front().major == 0) return;
    shadow_.emplace(cases_.front().major);
    options_.shadow = shadow_->conninfo();
  }
  ~Bench() { server_of(cases_.front().major).drop_database(production_.database); }
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;

  Faults play() {
    const DriftResult found = look("from", "toml");
    judge(findings_of(found));
    if (findings_of(found).empty()) return faults_;
    write_files({{folder_ / "adopted.toml", found.fix}});
    want_nothing("adopted.toml");
    try {
      run_back(look("from", "sql").fix);
    } catch (const Error& error) {
      if (cases_.front().has_way || cases_.size() > 1) faults_.push_back(error.full());
      return faults_;
    }
    want_nothing("from");
    return faults_;
  }

private:
  Realised realise_all() {
    for (const Case& one : cases_)
      write_files(
          {{folder_ / "from" / (one.name + ".toml"), one.from}, {folder_ / "to" / (one.name + ".toml"), one.to}});
    // Roles that only the schema names are there as well: they belong to the server.
    const int major = cases_.front().major;
    server_of(major).drop_database(realise_declared(read_schema(folder_ / "from"), major).database);
    return realise_declared(read_schema(folder_ / "to"), major);
  }
  [[nodiscard]] DriftResult look(const std::string& against, const std::string& fix = {}) {
    options_.against = against;
    options_.fix = fix;
    return drift(options_);
  }

  /// What counts here: how full a sequence is, no case is about.
  static std::vector<DriftFinding> findings_of(const DriftResult& result) {
    std::vector<DriftFinding> findings = result.findings;
    std::erase_if(findings, [](const DriftFinding& finding) { return finding.code == "sequence-runs-out"; });
    return findings;
  }

  /// Each case has just what its two texts differ in; what is left over is nobody's.
  void judge(std::vector<DriftFinding> found) {
    for (const Case& one : cases_) {
      const std::string begin = one.schema.empty() ? "" : one.schema + ".";
      const auto own = std::stable_partition(found.begin(), found.end(), [&](const DriftFinding& finding) {
        return !(finding.object + ".").starts_with(begin);
      });
      for (std::string& fault :
           unlike(one.name, one.schema, written_difference(one.from, one.to), named_by({own, found.end()})))
        faults_.push_back(std::move(fault));
      found.erase(own, found.end());
    }
    for (const DriftFinding& finding : found) faults_.push_back("of no case: " + finding.message);
  }

  void want_nothing(const std::string& against) {
    for (const DriftFinding& finding : findings_of(look(against)))
      faults_.push_back("left against " + against + ": " + finding.message);
  }
  void run_back(const std::string& sql) {
    write_files({{folder_ / "back.sql", sql}});
    const Ran ran = run({program("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", production_.database, "-f",
                         (folder_ / "back.sql").string()});
    if (ran.exit != 0) faults_.push_back(ran.err + "\n" + sql);
  }

  std::vector<Case> cases_;
  TemporaryFolder folder_;
  Realised production_;
  std::optional<Database> shadow_; ///< of another major than this machine's own
  DriftOptions options_;
  Faults faults_;
};

Faults play(const std::vector<Case>& cases) {
  try {
    return Bench(cases).play();
  } catch (const Error& error) {
    return {error.full()};
  }
}

// What lives in a schema: cases of nothing else stand beside each other, each in a schema of its own.
constexpr std::array<std::string_view, 8> in_schemas = {"tables", "enums",     "domains", "views", "materialized_views",
                                                        "types",  "sequences", "ranges"};
// The same, but bodies may name things of public without saying so: tried out before.
constexpr std::array<std::string_view, 5> with_bodies = {"functions", "procedures", "aggregates", "operators",
                                                         "conversions"};

enum class Fit { beside, tried, apart };

Fit fit_of(const std::string& toml) {
  Fit fit = Fit::beside;
  for (const std::string& line : split(toml, '\n')) {
    if (line.starts_with("schema ") && line.find("\"public\"") == std::string::npos) return Fit::apart;
    if (line.starts_with("extensions")) return Fit::apart;
    if (!line.starts_with('[')) continue;
    const std::size_t begin = line.find_first_not_of('[');
    const std::string word = line.substr(begin, line.find_first_of(".] ", begin) - begin);
    const auto is_in = [&](const auto& words) { return std::find(words.begin(), words.end(), word) != words.end(); };
    if (is_in(with_bodies))
      fit = Fit::tried;
    else if (!is_in(in_schemas))
      return Fit::apart;
  }
  return fit;
}

std::string moved_to(const std::string& toml, const std::string& schema) {
  const std::string own = "schema = \"public\"\n";
  const std::string line = "schema = \"" + schema + "\"\n";
  const std::string text = toml.find(own) == std::string::npos ? line + toml : replace_all(toml, own, line);
  return replace_all(text, "public.", schema + ".") + "\n[schemas." + schema + "]\n";
}

// Those that no drift of one database on this server can play: roles stand in tests/live/roles_test.cpp, and statements
// of labels only run where their provider is loaded.
bool stands_elsewhere(const std::string& name) {
  static const std::set<std::string_view> roles = {"role", "role-changed", "role-renamed"};
  return roles.contains(name) || name.find("security-label") != std::string::npos;
}

/// The cases that run here, or those that LOCKSTEP_DRIFT has a word of, to work on them.
std::vector<Case> all_cases() {
  const char* chosen = std::getenv("LOCKSTEP_DRIFT");
  std::vector<Case> cases;
  for (const fs::path& folder : golden_cases("plan")) {
    const std::string name = folder.filename().string();
    if (chosen != nullptr && name.find(chosen) == std::string::npos) continue;
    if (stands_elsewhere(name)) continue;
    cases.push_back(read_case(folder));
  }
  return cases;
}

/// Whether the server takes it.
bool can_be_made(const std::string& toml) {
  Declared declared = read_schema_text(toml, "schema.toml");
  const std::string database = fresh_database();
  {
    Connection connection(database);
    realise(connection, declared.state, declared.diagnostics);
  }
  server().drop_database(database);
  return !declared.diagnostics.has_errors();
}

void play_alone(const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    const Faults faults = play({one});
    CHECK_MESSAGE(faults.empty(), one.name << "\n" << join(faults, "\n"));
  }
}

/// Cases that are played together. What does not do so is judged alone: side by side they only save time.
class Group {
public:
  Group(std::size_t most, std::vector<Case>& apart) : most_(most), apart_(apart) {}

  /// False where it can not stand beside others.
  bool take(const Case& one, Fit fit) {
    const std::string schema = "c" + std::to_string(moved_.size());
    Case other{one.name, schema, moved_to(one.from, schema), moved_to(one.to, schema), 0, true};
    if (fit == Fit::tried && !(can_be_made(other.from) && can_be_made(other.to))) return false;
    moved_.push_back(std::move(other));
    as_written_.push_back(one);
    if (moved_.size() == most_) play_all();
    return true;
  }
  void play_all() {
    if (!moved_.empty() && !play(moved_).empty()) apart_.insert(apart_.end(), as_written_.begin(), as_written_.end());
    moved_.clear();
    as_written_.clear();
  }

private:
  std::size_t most_;
  std::vector<Case>& apart_;
  std::vector<Case> moved_;
  std::vector<Case> as_written_;
};

} // namespace

TEST_CASE("drift: every golden change behind the tool's back is named just as it is, and both ways lead back") {
  std::vector<Case> apart;
  Group plain(24, apart);
  Group tried(6, apart);
  for (const Case& one : all_cases()) {
    const Fit fit = one.has_way && one.major == 0 ? std::max(fit_of(one.from), fit_of(one.to)) : Fit::apart;
    if (fit == Fit::apart || !(fit == Fit::beside ? plain : tried).take(one, fit)) apart.push_back(one);
  }
  plain.play_all();
  tried.play_all();
  play_alone(apart);
}

} // namespace lockstep::test
