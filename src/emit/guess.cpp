// By what only one runner has: its lists first, then names, then marks in the text.
#include "emit/guess.hpp"

#include <lockstep/error.hpp>

#include "base/files.hpp"
#include "base/text.hpp"
#include "emit/dialect.hpp"

#include <algorithm>
#include <array>

namespace lockstep {

namespace {

namespace fs = std::filesystem;

struct Mark {
  std::string_view dialect;
  bool (*bears)(const std::string& path, const std::string& text);
};

bool has_line(const std::string& text, std::string_view start) {
  for (const std::string& line : split(text, '\n')) {
    std::string bare = lower(trim(line));
    if (bare.starts_with("--")) bare = "--" + std::string(trim(bare.substr(2)));
    if (bare.starts_with(start)) return true;
  }
  return false;
}

bool is_versioned(const std::string& path) {
  const std::string file = path.substr(path.rfind('/') + 1);
  return file.ends_with(".sql") && file.find("__") != std::string::npos &&
         std::string_view("VRBU").find(file.front()) != std::string_view::npos;
}

// The first one that a file bears wins.
constexpr std::array<Mark, 14> marks{{
    {"atlas", [](const std::string& path, const std::string&) { return path == "atlas.sum"; }},
    {"sqitch", [](const std::string& path, const std::string&) { return path == "sqitch.plan"; }},
    {"prisma", [](const std::string& path, const std::string&) { return path == "migration_lock.toml"; }},
    {"drizzle", [](const std::string& path,
                   const std::string&) { return path == "meta/_journal.json" || path.ends_with("/snapshot.json"); }},
    {"flyway", [](const std::string& path, const std::string&) { return is_versioned(path); }},
    {"golang-migrate", [](const std::string& path, const std::string&) { return path.ends_with(".up.sql"); }},
    {"liquibase",
     [](const std::string& path, const std::string& text) {
       return path.ends_with(".sql") ? has_line(text, "--liquibase formatted sql")
                                     : text.find("databaseChangeLog") != std::string::npos;
     }},
    {"goose", [](const std::string&, const std::string& text) { return has_line(text, "--+goose"); }},
    {"dbmate", [](const std::string&, const std::string& text) { return has_line(text, "--migrate:up"); }},
    {"alembic",
     [](const std::string& path, const std::string& text) {
       return path.ends_with(".py") && text.find("down_revision") != std::string::npos;
     }},
    {"rails",
     [](const std::string& path, const std::string& text) {
       return path.ends_with(".rb") && text.find("ActiveRecord::Migration") != std::string::npos;
     }},
    {"psql", [](const std::string&, const std::string& text) { return has_line(text, "\\set on_error_stop"); }},
    {"native", [](const std::string& path, const std::string&) { return path == "lockstep.sum"; }},
    {"prisma", [](const std::string& path, const std::string&) { return path.ends_with("/migration.sql"); }},
}};

std::string names_of_all() {
  std::vector<std::string> names;
  for (const Dialect* dialect : all_dialects()) names.emplace_back(dialect->name);
  return join(names, ", ");
}

} // namespace

std::string guess_dialect(const fs::path& folder) {
  if (!fs::is_directory(folder)) throw usage_error(folder.string() + " is not a folder of migrations");
  std::vector<std::pair<std::string, std::string>> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    constexpr std::uintmax_t most = 16U << 20U;
    if (!entry.is_regular_file() || entry.file_size() > most) continue;
    const std::string path = entry.path().lexically_relative(folder).generic_string();
    if (path.find("node_modules") == std::string::npos) files.emplace_back(path, read_file(entry.path()));
  }
  for (const Mark& mark : marks)
    if (std::any_of(files.begin(), files.end(), [&](const auto& file) { return mark.bears(file.first, file.second); }))
      return std::string(mark.dialect);
  throw usage_error("nothing in " + folder.string() + " tells which tool these migrations are for",
                    "say it: --as NAME, one of " + names_of_all());
}

} // namespace lockstep
