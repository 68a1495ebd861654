// Flyway: V<version>__<description>.sql, and a .conf beside it for what must not run in a transaction.
#include "emit/dialects/choices.hpp"
#include "emit/dialects/parts.hpp"

#include "base/digest.hpp"
#include "base/text.hpp"
#include "emit/native.hpp"
#include "emit/native_header.hpp"

#include <lockstep/error.hpp>

#include <algorithm>
#include <array>

namespace lockstep::dialects {

namespace {

constexpr TextStyle style{.begins = false,
                          .resets = true,
                          .again = "flyway migrate",
                          .again_outside = "flyway repair, and flyway migrate again."};
constexpr std::string_view outside = "executeInTransaction=false";
constexpr std::string_view literally = "placeholderReplacement=false";

bool owns(std::string_view path) { return path.ends_with(".sql") || path.ends_with(".sql.conf"); }

void write(Folder& folder, const Migration& migration) {
  const std::string path = "V" + migration.version + "__" + plain_name(migration) + ".sql";
  const std::string text = to_text(make_text(migration, style));
  std::string conf;
  if (migration.mode == TransactionMode::each) conf.append(outside).append("\n");
  if (text.find("${") != std::string::npos) conf.append(literally).append("\n");
  folder[path] = text;
  if (!conf.empty()) folder[path + ".conf"] = conf;
}

struct Name {
  char sort = 'V'; ///< V, R, B or U
  std::vector<std::string> version;
  std::string name;
};

/// No value for callbacks ("afterMigrate.sql") and whatever else Flyway does not run as a migration.
std::optional<Name> parse_name(const std::string& path) {
  const std::string file = file_of(path);
  const std::size_t bar = file.find("__");
  if (!file.ends_with(".sql") || bar == std::string::npos ||
      std::string_view("VRBU").find(file[0]) == std::string::npos)
    return std::nullopt;
  Name name{file[0], split(replace_all(file.substr(1, bar - 1), "_", "."), '.'), file.substr(bar + 2)};
  name.name.resize(name.name.size() - 4);
  const bool digits = std::all_of(name.version.begin(), name.version.end(), [](const std::string& part) {
    return !part.empty() && part.find_first_not_of("0123456789") == std::string::npos;
  });
  if (name.sort == 'R' ? bar != 1 : !digits) return std::nullopt;
  return name;
}

bool earlier(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    const std::string left = i < a.size() ? a[i] : "0";
    const std::string right = i < b.size() ? b[i] : "0";
    if (version_less(left, right)) return true;
    if (version_less(right, left)) return false;
  }
  return false;
}

std::string conf_of(const Folder& folder, const std::string& path) {
  const auto found = folder.find(path + ".conf");
  return found == folder.end() ? std::string() : replace_all(found->second, " ", "");
}

/// Flyway's checksum: over the lines without what ends them.
std::string crc_of_lines(std::string text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  std::uint32_t crc = 0;
  for (const std::string& line : split(replace_all(text, "\r\n", "\n"), '\n')) crc = crc32(line, crc);
  return std::to_string(static_cast<std::int32_t>(crc));
}

/// With values for its placeholders, which Flyway puts in from a configuration that may not be here.
std::string text_of(const Folder& folder, const std::string& path) {
  const std::string& text = folder.at(path);
  if (conf_of(folder, path).find(literally) != std::string::npos) return text;
  if (const auto beside = folder.find(path + ".lockstep"); beside != folder.end()) return beside->second;
  Choices choices = folder.choices;
  choices.placeholders["flyway:filename"] = file_of(path);
  const Filled filled = fill_in(text, choices);
  if (filled.missing.empty()) return filled.text;
  const std::size_t open = choices.opens.size();
  const std::string name = filled.missing.substr(open, filled.missing.size() - open - choices.closes.size());
  throw native::file_error(path, filled.line,
                           "Flyway puts a value in for " + filled.missing + ", which nothing says here",
                           "lockstep.toml says it: [placeholders] with \"" + name +
                               "\" = \"…\"; flyway.toml and flyway.conf are read as well");
}

ChainFile read_file_of(const Folder& folder, const std::string& path, const Name& name) {
  Migration known;
  if (name.version.size() == 1 && name.sort != 'R') known.version = name.version.front();
  known.name = name.name;
  std::optional<TransactionMode> told;
  if (conf_of(folder, path).find(outside) != std::string::npos) told = TransactionMode::each;
  const std::string text = text_of(folder, path);
  ChainFile file = chain_file(path, folder.at(path), parse_carried(path, known, text, told), path);
  if (name.sort == 'R') file.repeats = Repeats::when_changed;
  // What runs again does so as well when a value changed.
  file.sum = crc_of_lines(name.sort == 'R' ? text : file.content);
  return file;
}

/// Callbacks that run once a run of Flyway, and where; those of other commands and after a failure are none of a
/// chain's.
struct Callback {
  std::string_view name;
  int place; ///< 0: before all, 1: before the repeatable ones, 2: behind all
};
constexpr std::array<Callback, 10> callbacks{{{"beforeValidate", 0},
                                              {"afterValidate", 0},
                                              {"beforeCreateSchema", 0},
                                              {"createSchema", 0},
                                              {"beforeMigrate", 0},
                                              {"afterVersioned", 1},
                                              {"beforeRepeatables", 1},
                                              {"afterMigrateApplied", 2},
                                              {"afterMigrate", 2},
                                              {"afterMigrateOperationFinish", 2}}};

/// The files of an event, by name.
std::vector<std::string> paths_of(const Folder& folder, std::string_view event) {
  std::vector<std::string> found;
  for (const auto& [path, content] : folder) {
    const std::string file = file_of(path);
    if (file.ends_with(".sql") && file.substr(0, std::min(file.find("__"), file.find('.'))) == event)
      found.push_back(path);
  }
  return found;
}

/// The callbacks of a place in their order.
std::vector<ChainFile> callbacks_at(const Folder& folder, int place) {
  std::vector<ChainFile> found;
  for (const Callback& callback : callbacks) {
    if (callback.place != place) continue;
    for (const std::string& path : paths_of(folder, callback.name)) {
      Migration known;
      known.name = callback.name;
      found.push_back(chain_file(path, folder.at(path), parse_carried(path, known, text_of(folder, path)), path));
      found.back().repeats = Repeats::always;
    }
  }
  return found;
}

std::vector<std::string> statements_of(const Folder& folder, std::string_view event) {
  std::vector<std::string> statements;
  for (const std::string& path : paths_of(folder, event))
    for (const MigrationUnit& unit : parse_carried(path, {}, text_of(folder, path)).units)
      statements.insert(statements.end(), unit.statements.begin(), unit.statements.end());
  return statements;
}

/// Versioned files behind the newest baseline script, then the repeatable ones by their descriptions, and callbacks
/// where they run.
std::vector<ChainFile> read(const Folder& folder) {
  std::vector<std::pair<Name, std::string>> files;
  std::vector<std::pair<std::string, std::string>> repeatable;
  std::optional<Name> baseline;
  for (const auto& [path, content] : folder) {
    const std::optional<Name> name = parse_name(path);
    if (!name || name->sort == 'U') continue;
    if (name->sort == 'R') {
      repeatable.emplace_back(name->name, path);
      continue;
    }
    if (name->sort == 'B' && (!baseline || earlier(baseline->version, name->version))) baseline = name;
    files.emplace_back(*name, path);
  }
  std::erase_if(files, [&](const auto& file) {
    const bool covered = baseline && !earlier(baseline->version, file.first.version);
    return file.first.sort == 'B' ? baseline->version != file.first.version : covered;
  });
  std::stable_sort(files.begin(), files.end(),
                   [](const auto& a, const auto& b) { return earlier(a.first.version, b.first.version); });
  std::sort(repeatable.begin(), repeatable.end());
  for (const auto& [name, path] : repeatable) files.push_back({{'R', {}, name}, path});
  const Around around{statements_of(folder, "beforeEachMigrate"), statements_of(folder, "afterEachMigrate"),
                      statements_of(folder, "beforeEachMigrateStatement"),
                      statements_of(folder, "afterEachMigrateStatement")};
  std::vector<ChainFile> chain;
  const auto add = [&](int place) {
    for (ChainFile& file : callbacks_at(folder, place)) chain.push_back(std::move(file));
  };
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (files[i].first.sort == 'R' && (i == 0 || files[i - 1].first.sort != 'R')) add(1);
    const bool same =
        i > 0 && files[i].first.sort != 'R' && !earlier(files[i - 1].first.version, files[i].first.version);
    if (same)
      throw native::file_error(files[i].second, 0, "it has the version of " + files[i - 1].second,
                               "give the one that landed later a new version");
    chain.push_back(read_file_of(folder, files[i].second, files[i].first));
    chain.back().around = around;
  }
  if (repeatable.empty()) add(1);
  add(2);
  number(chain);
  std::vector<ChainFile> first = callbacks_at(folder, 0);
  for (ChainFile& file : first) file.migration.version = "0";
  chain.insert(chain.begin(), std::make_move_iterator(first.begin()), std::make_move_iterator(first.end()));
  return chain;
}

} // namespace

extern const Dialect flyway;
const Dialect flyway{"flyway", "flyway migrate", "flyway baseline -baselineVersion=VERSION", true, true, &owns, &read,
                     &write,   nullptr};

} // namespace lockstep::dialects
