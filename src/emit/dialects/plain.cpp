// Runners whose files are SQL between few marks: golang-migrate, goose, dbmate, Prisma, Atlas and plain psql.
#include "emit/dialects/parts.hpp"

#include "base/psql.hpp"
#include "base/text.hpp"
#include "emit/native.hpp"
#include "emit/native_header.hpp"

#include <algorithm>

namespace lockstep::dialects {

namespace {

bool is_top(std::string_view path) { return path.find('/') == std::string_view::npos; }

std::string stem_of(const Migration& migration) { return migration.version + "_" + plain_name(migration); }

Migration known_by(const Numbered& name) {
  Migration known;
  known.version = name.digits;
  known.name = name.name;
  return known;
}

/// Files of a folder by number: what each holds is `text`.
struct Text {
  std::string sql;
  std::optional<TransactionMode> told = std::nullopt;
};
std::vector<ChainFile> read_numbered(const Folder& folder, std::string_view ending,
                                     Text (*text_of)(const std::string& path, const std::string& content)) {
  std::vector<ChainFile> chain;
  for (const auto& [path, content] : folder) {
    const std::string file = file_of(path);
    if (!file.ends_with(ending)) continue;
    const auto name = numbered(std::string_view(file).substr(0, file.size() - ending.size()));
    if (!name) continue;
    const Text text = text_of(path, content);
    chain.push_back(chain_file(path, content, parse_carried(path, known_by(*name), text.sql, text.told), name->digits));
  }
  sort_by_version(chain);
  return chain;
}

Text as_it_is(const std::string&, const std::string& content) { return {content}; }

// ---- golang-migrate: two files a version, each sent as one query

constexpr TextStyle migrate_style{.sets_outside = false,
                                  .again = "migrate force to the version before, and migrate up.",
                                  .again_outside = "migrate force to the version before, and migrate up."};

bool owns_up_down(std::string_view path) {
  return is_top(path) && (path.ends_with(".up.sql") || path.ends_with(".down.sql"));
}

void write_up_down(Folder& folder, const Migration& migration) {
  folder[stem_of(migration) + ".up.sql"] = to_text(make_text(migration, migrate_style));
  folder[stem_of(migration) + ".down.sql"] = back_script(migration, true);
}

std::vector<ChainFile> read_up(const Folder& folder) { return read_numbered(folder, ".up.sql", &as_it_is); }

// ---- goose: marks around the way there, the way back, and statements that hold semicolons

constexpr TextStyle goose_style{.begins = false, .resets = true, .again = "goose up", .again_outside = "goose up"};
constexpr std::string_view goose_mark = "-- +goose ";

bool owns_goose(std::string_view path) { return is_top(path) && (path.ends_with(".sql") || path.ends_with(".go")); }

/// goose ends a statement at a line that ends in a semicolon.
std::string goose_statement(const std::string& statement) {
  const std::string text = terminated(statement);
  if (statement.find(';') == std::string::npos && text.ends_with(";") && statement.find("--") == std::string::npos)
    return text + "\n";
  return "-- +goose StatementBegin\n" + text + "\n-- +goose StatementEnd\n";
}

std::string goose_text(const NativeText& text) {
  std::string result = "-- +goose Up\n" + text.header;
  for (const Block& block : text.blocks) {
    result += "\n";
    for (const Piece& piece : block) {
      for (const std::string& line : piece.comments) result += line + "\n";
      result += goose_statement(piece.statement);
    }
  }
  return result;
}

void write_goose(Folder& folder, const Migration& migration) {
  refuse_lines(migration, "goose", [](std::string_view line) { return comment_words(line).starts_with("+goose"); });
  const WayBack way = way_back(migration);
  const bool outside = migration.mode == TransactionMode::each || refuse_transaction(way.statements);
  std::string back;
  if (!way.possible) back = goose_statement(no_way_back_block(migration));
  for (const std::string& statement : way.statements) back += goose_statement(statement);
  folder[stem_of(migration) + ".sql"] = (outside ? "-- +goose NO TRANSACTION\n" : "") +
                                        goose_text(make_text(migration, goose_style)) + "\n-- +goose Down\n" +
                                        (back.empty() ? "-- nothing to undo\n" : back);
}

Text goose_part(const std::string&, const std::string& content) {
  Text text;
  bool up = false;
  for (const std::string& line : split(content, '\n')) {
    const std::string_view bare = trim(line);
    if (!bare.starts_with(goose_mark)) {
      text.sql += (up ? line : "") + "\n";
      continue;
    }
    // Lines keep their numbers, and what stands together stays together.
    const std::string word = lower(trim(bare.substr(goose_mark.size())));
    text.sql += up && word.starts_with("statement") ? "--\n" : "\n";
    if (word == "no transaction") text.told = TransactionMode::each;
    if (word == "up") up = true;
    if (word == "down") up = false;
  }
  return text;
}

std::vector<ChainFile> read_goose(const Folder& folder) {
  Folder files = folder;
  for (const auto& [path, content] : folder) {
    if (!path.ends_with(".go") || path.ends_with("_test.go") || !numbered(path)) continue;
    const std::string sql = sql_beside(folder, path, "this migration is Go, not SQL", "for lockstep alone");
    files[path.substr(0, path.size() - 3) + ".sql"] = "-- +goose Up\n" + sql;
  }
  return read_numbered(files, ".sql", &goose_part);
}

// ---- dbmate: two blocks a file, each sent as one query

constexpr TextStyle dbmate_style{
    .begins = false, .sets_outside = false, .again = "dbmate up", .again_outside = "dbmate up"};

bool owns_sql(std::string_view path) { return is_top(path) && path.ends_with(".sql"); }

void write_dbmate(Folder& folder, const Migration& migration) {
  refuse_lines(migration, "dbmate", [](std::string_view line) { return comment_words(line).starts_with("migrate:"); });
  const auto head = [](std::string_view word, bool outside) {
    return "-- migrate:" + std::string(word) + (outside ? " transaction:false\n" : "\n");
  };
  folder[stem_of(migration) + ".sql"] =
      head("up", migration.mode == TransactionMode::each) + to_text(make_text(migration, dbmate_style)) + "\n" +
      head("down", refuse_transaction(way_back(migration).statements)) + back_script(migration, false);
}

Text dbmate_part(const std::string&, const std::string& content) {
  Text text;
  bool up = false;
  for (const std::string& line : split(content, '\n')) {
    const std::string words = comment_words(line);
    if (words.starts_with("migrate:up")) {
      up = true;
      if (words.find("transaction:false") != std::string::npos) text.told = TransactionMode::each;
    } else if (words.starts_with("migrate:down")) {
      up = false;
    }
    text.sql += (up && !words.starts_with("migrate:") ? line : "") + "\n";
  }
  return text;
}

std::vector<ChainFile> read_dbmate(const Folder& folder) { return read_numbered(folder, ".sql", &dbmate_part); }

// ---- Prisma: a folder a migration, its file sent as one query

constexpr TextStyle prisma_style{
    .sets_outside = false,
    .again = "prisma migrate resolve --rolled-back with this folder's name, and prisma migrate deploy.",
    .again_outside = "prisma migrate resolve --rolled-back with this folder's name, and prisma migrate deploy."};
constexpr std::string_view lock_file = "migration_lock.toml";

bool owns_prisma(std::string_view path) {
  return path == lock_file || (path.ends_with("/migration.sql") && std::count(path.begin(), path.end(), '/') == 1);
}

void write_prisma(Folder& folder, const Migration& migration) {
  folder[stem_of(migration) + "/migration.sql"] = to_text(make_text(migration, prisma_style));
  folder.try_emplace(std::string(lock_file), "# Please do not edit this file manually\n"
                                             "# It should be added in your version-control system (e.g., Git)\n"
                                             "provider = \"postgresql\"\n");
}

/// By the names of the folders, whatever these are.
std::vector<ChainFile> read_prisma(const Folder& folder) {
  std::vector<ChainFile> chain;
  for (const auto& [path, content] : folder) {
    if (!path.ends_with("/migration.sql")) continue;
    const std::string name = folder_of(path);
    const auto parts = numbered(name);
    chain.push_back(
        chain_file(path, content, parse_carried(path, known_by(parts.value_or(Numbered{"", name})), content), name));
  }
  number(chain);
  return chain;
}

std::vector<ListFault> verify_prisma(const Folder& folder) {
  const auto lock = folder.find(std::string(lock_file));
  if (lock == folder.end() || lock->second.find("provider = \"postgresql\"") != std::string::npos) return {};
  return {{std::string(lock_file), "names another provider than postgresql: Prisma will refuse these migrations"}};
}

// ---- psql: native files, which end at the first error

void write_psql(Folder& folder, const Migration& migration) {
  folder[native_file_name(migration)] = "\\set ON_ERROR_STOP on\n" + write_native(migration);
}

std::vector<ChainFile> read_psql(const Folder& folder) {
  std::vector<ChainFile> chain;
  for (const auto& [path, content] : folder) {
    const Migration known = parse_file_name(path);
    chain.push_back(chain_file(path, content, parse_carried(path, known, without_psql_words(content)), ""));
  }
  sort_by_version(chain);
  return chain;
}

} // namespace

extern const Dialect golang_migrate, goose, dbmate, prisma, psql;
const Dialect golang_migrate{"golang-migrate", "migrate up", "migrate force VERSION", true,   true,
                             &owns_up_down,    &read_up,     &write_up_down,          nullptr};
const Dialect goose{
    "goose",     "goose up",   "INSERT INTO goose_db_version (version_id, is_applied) VALUES (VERSION, true);",
    true,        true,         &owns_goose,
    &read_goose, &write_goose, nullptr};
const Dialect dbmate{"dbmate",     "dbmate up",   "INSERT INTO schema_migrations VALUES (VERSION);, for each",
                     true,         true,          &owns_sql,
                     &read_dbmate, &write_dbmate, nullptr};
const Dialect prisma{"prisma",
                     "prisma migrate deploy",
                     "prisma migrate resolve --applied NAME, for each",
                     true,
                     true,
                     &owns_prisma,
                     &read_prisma,
                     &write_prisma,
                     &verify_prisma};
const Dialect psql{"psql", "psql -f, file by file", "", false, false, &owns_sql, &read_psql, &write_psql, nullptr};

} // namespace lockstep::dialects
