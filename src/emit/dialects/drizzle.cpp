// Drizzle: files cut at --> statement-breakpoint, with a journal (0.x) or a folder a migration (1.0). All pending files
// run in one transaction, so every file ends that which it finds and begins its own.
#include "emit/dialects/parts.hpp"

#include "base/files.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"
#include "emit/comment.hpp"
#include "emit/native.hpp"
#include "emit/native_header.hpp"
#include "emit/statement.hpp"

#include <algorithm>
#include <ctime>
#include <nlohmann/json.hpp>
#include <set>

namespace lockstep::dialects {

namespace {

using Json = nlohmann::ordered_json;

constexpr TextStyle style{
    .begins = false, .resets = true, .again = "drizzle-kit migrate", .again_outside = "drizzle-kit migrate"};
constexpr std::string_view breakpoint = "--> statement-breakpoint";
constexpr std::string_view journal_file = "meta/_journal.json";
constexpr std::string_view snapshot_end = "_snapshot.json";

bool owns(std::string_view path) {
  return path == journal_file || (path.starts_with("meta/") && path.ends_with(snapshot_end)) ||
         (path.ends_with(".sql") && path.find('/') == std::string_view::npos) || path.ends_with("/migration.sql") ||
         path.ends_with("/snapshot.json");
}

/// Milliseconds since 1970 of a version of 14 digits, and back.
std::int64_t time_of(const std::string& version) {
  std::tm time{};
  strptime(version.c_str(), "%Y%m%d%H%M%S", &time);
  return static_cast<std::int64_t>(timegm(&time)) * 1000;
}
std::string version_of(std::int64_t milliseconds) {
  const std::time_t seconds = static_cast<std::time_t>(milliseconds / 1000);
  std::tm time{};
  gmtime_r(&seconds, &time);
  char buffer[16];
  std::strftime(buffer, sizeof buffer, "%Y%m%d%H%M%S", &time);
  return buffer;
}

Json parse_json(const std::string& path, const std::string& text) {
  Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded())
    throw native::file_error(path, 0, "this is not JSON (a merge conflict?)",
                             "keep the entries of both sides, with idx counting up");
  return json;
}

/// A version 4 UUID that follows from what it names, so that the same input gives the same bytes.
std::string uuid_of(const std::string& what) {
  std::string hex = sha256(what).substr(0, 32);
  hex[12] = '4';
  hex[16] = '8';
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" + hex.substr(16, 4) + "-" +
         hex.substr(20);
}

std::string chunked(const NativeText& text, TransactionMode mode) {
  std::vector<std::string> chunks{"COMMIT;"};
  if (mode == TransactionMode::file) chunks.emplace_back("START TRANSACTION;");
  for (const Block& block : text.blocks)
    for (const Piece& piece : block)
      chunks.push_back((&piece == &block.front() ? "\n" : "") + join(piece.comments, "\n") +
                       (piece.comments.empty() ? "" : "\n") + terminated(piece.statement));
  if (mode == TransactionMode::each) chunks.emplace_back("START TRANSACTION;");
  return text.header + "\n" + join(chunks, std::string(breakpoint) + "\n") + "\n";
}

std::string four_digits(std::size_t index) {
  const std::string digits = std::to_string(index);
  return std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

/// The newest snapshot follows under the next number: `drizzle-kit generate` wants one for its newest entry.
void carry_snapshot(Folder& folder, std::size_t index, const std::string& version) {
  std::string newest;
  for (const auto& [path, content] : folder)
    if (path.starts_with("meta/") && path.ends_with(snapshot_end)) newest = path;
  if (newest.empty()) return;
  Json snapshot = parse_json(newest, folder[newest]);
  snapshot["prevId"] = snapshot["id"];
  snapshot["id"] = uuid_of(version);
  folder["meta/" + four_digits(index) + std::string(snapshot_end)] = snapshot.dump(2);
}

/// In the layout of folders: beside the migration, behind every snapshot that none follows yet.
void carry_snapshot_beside(Folder& folder, const std::string& place, const std::string& version) {
  std::string newest;
  std::set<std::string> leaves;
  std::set<std::string> followed;
  for (const auto& [path, content] : folder) {
    if (!path.ends_with("/snapshot.json") || path.starts_with("meta/")) continue;
    const Json snapshot = parse_json(path, content);
    newest = path;
    leaves.insert(snapshot.value("id", ""));
    for (const Json& before : snapshot.value("prevIds", Json::array())) followed.insert(before);
  }
  if (newest.empty()) return;
  Json snapshot = parse_json(newest, folder[newest]);
  snapshot["id"] = uuid_of(version);
  snapshot["prevIds"] = Json::array();
  for (const std::string& leaf : leaves)
    if (!followed.contains(leaf)) snapshot["prevIds"].push_back(leaf);
  snapshot["renames"] = Json::array();
  folder[place + "/snapshot.json"] = snapshot.dump(2);
}

bool has_folders(const Folder& folder) {
  return !folder.contains(std::string(journal_file)) && std::any_of(folder.begin(), folder.end(), [](const auto& file) {
    return file.first.ends_with("/migration.sql");
  });
}

void write(Folder& folder, const Migration& migration) {
  refuse_lines(migration, "Drizzle", [](std::string_view line) { return line.find(breakpoint) != line.npos; });
  const std::string text = chunked(make_text(migration, style), migration.mode);
  if (has_folders(folder)) {
    const std::string place = migration.version + "_" + plain_name(migration);
    carry_snapshot_beside(folder, place, migration.version);
    folder[place + "/migration.sql"] = text;
    return;
  }
  std::string& journal_text = folder[std::string(journal_file)];
  Json journal = journal_text.empty() ? Json{{"version", "7"}, {"dialect", "postgresql"}, {"entries", Json::array()}}
                                      : parse_json(std::string(journal_file), journal_text);
  Json& entries = journal["entries"];
  std::size_t index = 0;
  std::int64_t when = time_of(migration.version);
  for (const Json& entry : entries) {
    index = std::max(index, entry.value("idx", std::size_t{0}) + 1);
    when = std::max(when, entry.value("when", std::int64_t{0}) + 1);
  }
  const std::string tag = four_digits(index) + "_" + plain_name(migration);
  entries.push_back({{"idx", index}, {"version", "7"}, {"when", when}, {"tag", tag}, {"breakpoints", true}});
  carry_snapshot(folder, index, migration.version);
  folder[tag + ".sql"] = text;
  folder[std::string(journal_file)] = journal.dump(2) + "\n";
}

/// The chunks as one script, in the transaction that Drizzle opens around it; transactions that hold nothing are gone.
std::string script_of(const std::string& content) {
  std::string header;
  std::size_t from = 0;
  while (std::string_view(content).substr(from).starts_with("--") &&
         !std::string_view(content).substr(from).starts_with(breakpoint)) {
    const std::size_t end = std::min(content.find('\n', from), content.size() - 1) + 1;
    header += content.substr(from, end - from);
    from = end;
  }
  const std::string body = replace_all(content.substr(from), breakpoint, ";");
  if (body.find("COMMIT") == std::string::npos) return header + "\n" + body;
  std::vector<Statement> kept{{"BEGIN", {}, 0}};
  const auto take = [&](const Statement& statement) {
    const bool empty = StatementFacts(statement.text).commits() && !kept.empty() &&
                       StatementFacts(kept.back().text).begins_transaction();
    if (empty)
      kept.pop_back();
    else
      kept.push_back(statement);
  };
  for (const Statement& statement : split_statements(body)) take(statement);
  take({"COMMIT", {}, 0});
  std::string script = header + "\n";
  std::ptrdiff_t end = 0;
  for (const Statement& statement : kept) {
    const std::vector<std::string> comments =
        statement.comment.empty() ? std::vector<std::string>() : split(statement.comment, '\n');
    if (statement.line > end + 1) script += "\n"; // what stood together still does
    for (const std::string& line : comments) script += comment(line) + "\n";
    script += terminated(statement.text) + "\n";
    end = statement.line + std::count(statement.text.begin(), statement.text.end(), '\n');
  }
  return script;
}

ChainFile read_one(const std::string& path, const std::string& content, Migration known, std::string id) {
  return chain_file(path, content, parse_carried(path, std::move(known), script_of(content)), std::move(id));
}

std::vector<ChainFile> read_folders(const Folder& folder) {
  std::vector<ChainFile> chain;
  for (const auto& [path, content] : folder) {
    if (!path.ends_with("/migration.sql")) continue;
    Migration known;
    known.name = folder_of(path);
    if (const auto parts = numbered(known.name)) {
      known.version = parts->digits;
      known.name = parts->name;
    }
    chain.push_back(read_one(path, content, known, folder_of(path)));
  }
  number(chain);
  return chain;
}

std::vector<ChainFile> read(const Folder& folder) {
  const auto journal = folder.find(std::string(journal_file));
  if (journal == folder.end()) return read_folders(folder);
  std::vector<ChainFile> chain;
  const Json json = parse_json(journal->first, journal->second);
  for (const Json& entry : json.value("entries", Json::array())) {
    const std::string tag = entry.value("tag", "");
    const std::int64_t when = entry.value("when", std::int64_t{0});
    const auto file = folder.find(tag + ".sql");
    if (file == folder.end())
      throw native::file_error(std::string(journal_file), 0, "it names " + tag + ".sql, which is not there",
                               "restore the file from git");
    Migration known;
    known.version = version_of(when);
    known.name = tag.substr(std::min(tag.find('_') + 1, tag.size()));
    chain.push_back(read_one(file->first, file->second, known, std::to_string(when)));
  }
  number(chain);
  return chain;
}

/// What Drizzle would skip without a word.
std::vector<ListFault> verify(const Folder& folder) {
  std::vector<ListFault> faults;
  const auto journal = folder.find(std::string(journal_file));
  if (journal == folder.end()) return faults;
  std::int64_t last = 0;
  std::vector<std::string> tags;
  const Json json = parse_json(journal->first, journal->second);
  for (const Json& entry : json.value("entries", Json::array())) {
    const std::int64_t when = entry.value("when", std::int64_t{0});
    tags.push_back(entry.value("tag", "") + ".sql");
    if (when <= last)
      faults.push_back(
          {tags.back(), "has a \"when\" in " + std::string(journal_file) +
                            " that is not later than the one before: Drizzle would skip it without a word"});
    last = std::max(last, when);
  }
  for (const auto& [path, content] : folder)
    if (path.ends_with(".sql") && std::find(tags.begin(), tags.end(), path) == tags.end())
      faults.push_back({path, "is not in " + std::string(journal_file) + ": Drizzle never runs it"});
  return faults;
}

} // namespace

extern const Dialect drizzle;
const Dialect drizzle{"drizzle",
                      "drizzle-kit migrate",
                      "INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES (SHA256, WHEN);",
                      true,
                      true,
                      &owns,
                      &read,
                      &write,
                      &verify};

} // namespace lockstep::dialects
