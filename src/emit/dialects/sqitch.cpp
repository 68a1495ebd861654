// sqitch: deploy, revert and verify scripts that psql runs, in the order of sqitch.plan.
#include "emit/dialects/parts.hpp"

#include "base/psql.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"
#include "emit/native.hpp"
#include "emit/native_header.hpp"

#include <algorithm>

namespace lockstep::dialects {

namespace {

constexpr TextStyle style{.again = "sqitch deploy", .again_outside = "sqitch deploy"};
constexpr std::string_view plan_file = "sqitch.plan";
constexpr std::string_view conf_file = "sqitch.conf";

bool owns(std::string_view path) {
  return path == plan_file || path == conf_file ||
         (path.ends_with(".sql") &&
          (path.starts_with("deploy/") || path.starts_with("revert/") || path.starts_with("verify/")));
}

/// "2026-11-22T12:00:00Z" of a version of 14 digits.
std::string planned_at(const std::string& version) {
  return version.substr(0, 4) + "-" + version.substr(4, 2) + "-" + version.substr(6, 2) + "T" + version.substr(8, 2) +
         ":" + version.substr(10, 2) + ":" + version.substr(12, 2) + "Z";
}

/// Fails where an index that was built concurrently is not valid.
std::string verify_text(const Migration& migration) {
  std::string text;
  for (const MigrationUnit& unit : migration.units)
    if (!unit.leftover_index.empty())
      text += "SELECT 1 / count(*) FROM pg_index WHERE indexrelid = " + quote_literal(unit.leftover_index) +
              "::regclass AND indisvalid;\n";
  return text;
}

void write(Folder& folder, const Migration& migration) {
  const std::string change = migration.version + "_" + plain_name(migration);
  folder["deploy/" + change + ".sql"] = to_text(make_text(migration, style));
  folder["revert/" + change + ".sql"] = back_script(migration, true);
  if (const std::string check = verify_text(migration); !check.empty()) folder["verify/" + change + ".sql"] = check;
  folder.try_emplace(std::string(conf_file), "[core]\n\tengine = pg\n");
  std::string& plan = folder[std::string(plan_file)];
  if (plan.empty()) plan = "%syntax-version=1.0.0\n%project=schema\n\n";
  if (!plan.ends_with('\n')) plan += '\n';
  const std::string note = split(migration.about, '\n').front();
  plan += change + " " + planned_at(migration.version) + " lockstep <lockstep@localhost> # " +
          (note.empty() ? plain_name(migration) : note) + "\n";
}

struct Change {
  std::string name;
  std::string script; ///< without deploy/ and .sql: a change that was reworked later keeps its first script by a tag
};

/// The changes in the order of the plan.
std::vector<Change> changes_of(const std::string& plan) {
  std::vector<Change> changes;
  std::size_t untagged = 0;
  std::vector<std::string> tags; ///< of each change the first tag behind it
  for (const std::string& line : split(plan, '\n')) {
    std::string_view text = trim(line);
    if (text.empty() || text.front() == '#' || text.front() == '%') continue;
    const std::string word(text.substr(0, text.find_first_of(" \t")));
    if (word.front() == '@') {
      for (; untagged < changes.size(); ++untagged) tags[untagged] = word;
      continue;
    }
    if (text.front() == '-' || text.front() == '+') text = trim(text.substr(1));
    const std::string name(text.substr(0, text.find_first_of(" \t")));
    for (std::size_t i = 0; i < changes.size(); ++i)
      if (changes[i].script == name) changes[i].script += tags[i];
    changes.push_back({name, name});
    tags.emplace_back();
  }
  return changes;
}

std::vector<ChainFile> read(const Folder& folder) {
  std::vector<ChainFile> chain;
  const auto plan = folder.find(std::string(plan_file));
  if (plan == folder.end()) return chain;
  for (const auto& [change, script] : changes_of(plan->second)) {
    const std::string path = "deploy/" + script + ".sql";
    const auto file = folder.find(path);
    if (file == folder.end())
      throw native::file_error(std::string(plan_file), 0, "it names " + path + ", which is not there",
                               "restore the file from git");
    Migration known;
    known.name = change;
    if (const auto parts = numbered(change)) {
      known.version = parts->digits;
      known.name = parts->name;
    }
    chain.push_back(
        chain_file(path, file->second, parse_carried(path, known, without_psql_words(file->second)), change));
  }
  number(chain);
  return chain;
}

std::vector<ListFault> verify(const Folder& folder) {
  std::vector<ListFault> faults;
  const auto plan = folder.find(std::string(plan_file));
  const std::vector<Change> changes = plan == folder.end() ? std::vector<Change>() : changes_of(plan->second);
  for (const auto& [path, content] : folder) {
    if (!path.starts_with("deploy/") || !path.ends_with(".sql")) continue;
    const std::string script = path.substr(7, path.size() - 11);
    const bool planned =
        std::any_of(changes.begin(), changes.end(), [&](const Change& change) { return change.script == script; });
    if (!planned) faults.push_back({path, "is not in " + std::string(plan_file) + ": sqitch never runs it"});
  }
  return faults;
}

} // namespace

extern const Dialect sqitch;
const Dialect sqitch{"sqitch", "sqitch deploy", "sqitch deploy --log-only", true, true, &owns, &read, &write, &verify};

} // namespace lockstep::dialects
