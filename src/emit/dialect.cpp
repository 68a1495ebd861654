// The table of dialects, and what all of them share: folders, cutting, lockstep.sum.
#include "emit/dialect.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "emit/dialects/parts.hpp"
#include "emit/dialects/python.hpp"
#include "emit/dialects/ruby.hpp"
#include "emit/native.hpp"
#include "emit/statement.hpp"
#include "plan/segment.hpp"

#include <lockstep/error.hpp>
#include <lockstep/suggest.hpp>

#include <algorithm>
#include <array>

namespace lockstep {

namespace fs = std::filesystem;

namespace dialects {
extern const Dialect flyway, liquibase, alembic, golang_migrate, goose, prisma, drizzle, rails, dbmate, sqitch, atlas,
    psql;

namespace {

void write_native_file(Folder& folder, const Migration& migration) {
  folder[native_file_name(migration)] = write_native(migration);
}

/// Read from memory, which is what was written; from disk, read_chain() is stricter.
std::vector<ChainFile> read_native_files(const Folder& folder) {
  std::vector<ChainFile> chain;
  for (const auto& [path, content] : folder)
    chain.push_back(chain_file(path, content, parse_native(path, content), ""));
  sort_by_version(chain);
  return chain;
}

bool is_native_file(std::string_view path) {
  return path.ends_with(".sql") && path.find('/') == std::string_view::npos;
}

constexpr Dialect native{"native",           "lockstep apply",   "",     false, false, &is_native_file,
                         &read_native_files, &write_native_file, nullptr};

} // namespace
} // namespace dialects

namespace {

constexpr std::string_view sum_file = "lockstep.sum";

constexpr std::array<const Dialect*, 13> table = {
    &dialects::native, &dialects::flyway, &dialects::liquibase, &dialects::alembic, &dialects::golang_migrate,
    &dialects::goose,  &dialects::prisma, &dialects::drizzle,   &dialects::rails,   &dialects::dbmate,
    &dialects::sqitch, &dialects::atlas,  &dialects::psql};

bool is_passed_over(const fs::path& path) {
  const std::string name = path.filename().string();
  return name.starts_with('.') || name == "node_modules" || name == "__pycache__";
}

/// The units of a file in files of their own: in a transaction where they may be.
void cut(const Migration& whole, std::vector<Migration>& files) {
  const std::vector<std::string> about = split(whole.about, '\n');
  std::size_t statements = 0;
  for (const MigrationUnit& unit : whole.units) statements += unit.statements.size();
  auto line = about.begin();
  for (const MigrationUnit& unit : whole.units) {
    Migration file = whole;
    file.units = {unit};
    file.time = unit.time;
    const bool outside = unit.statements.size() == 1 && StatementFacts(unit.statements.front()).refuses_transaction();
    file.mode = outside ? TransactionMode::each : TransactionMode::file;
    // One line for each statement, unless an object is changed by several.
    if (statements == about.size()) {
      const auto end = line + static_cast<std::ptrdiff_t>(unit.statements.size());
      file.about = join({line, end}, "\n");
      line = end;
    }
    files.push_back(std::move(file));
  }
}

} // namespace

std::span<const Dialect* const> all_dialects() { return table; }

bool is_native(const Dialect& dialect) { return &dialect == table.front(); }

const Dialect& find_dialect(const std::string& name) {
  std::vector<std::string> names;
  for (const Dialect* dialect : table) {
    if (dialect->name == name) return *dialect;
    names.emplace_back(dialect->name);
  }
  const std::string near = nearest(name, names);
  throw usage_error("there is no format \"" + name + "\"",
                    near.empty() ? "Known: " + join(names, ", ") : "Did you mean \"" + near + "\"?");
}

Folder load_folder(const Dialect& dialect, const fs::path& path) {
  Folder folder;
  if (!fs::exists(path)) return folder;
  if (!fs::is_directory(path)) throw usage_error(path.string() + " is not a folder");
  std::error_code failure;
  for (auto entry = fs::recursive_directory_iterator(path, failure);
       !failure && entry != fs::recursive_directory_iterator(); entry.increment(failure)) {
    if (is_passed_over(entry->path())) {
      entry.disable_recursion_pending();
      continue;
    }
    const std::string below = entry->path().lexically_relative(path).generic_string();
    if (entry->is_regular_file() && (dialect.owns(below) || below.ends_with(".lockstep")))
      folder[below] = read_file(entry->path());
  }
  if (failure) throw usage_error("can not read the folder " + path.string() + ": " + failure.message());
  return folder;
}

std::vector<ChainFile> read_chain(const Dialect& dialect, const fs::path& path) {
  return is_native(dialect) ? read_chain(path) : dialect.read(load_folder(dialect, path));
}

std::vector<Migration> cut_to_fit(const Dialect& dialect, const std::vector<Migration>& files, bool held) {
  if (!dialect.one_unit || files.empty()) return files;
  std::vector<Migration> fitting;
  for (const Migration& file : files) {
    if ((held && file.phase == "contract") || file.mode == TransactionMode::file)
      fitting.push_back(file);
    else
      cut(file, fitting);
  }
  std::string version = files.front().version;
  for (Migration& file : fitting) {
    file.version = version;
    version = next_version(version);
  }
  return fitting;
}

std::optional<std::string> embedded_sql(const std::string& path, const std::string& content) {
  if (path.ends_with(".py")) return python::sql_of(content, "upgrade");
  if (path.ends_with(".rb")) return ruby::sql_of(content);
  return std::nullopt;
}

std::string text_key(const ChainFile& file) {
  std::string key = file.checksum;
  for (const MigrationUnit& unit : file.migration.units) key += " " + sha256(join(unit.statements, ";"));
  const Around& around = file.around;
  for (const auto* part : {&around.before, &around.after, &around.before_each, &around.after_each})
    key += part->empty() ? " " : " " + sha256(join(*part, ";"));
  for (const Guard& guard : file.guards)
    key += " " + sha256(guard.query + "=" + guard.expected) + std::to_string(static_cast<int>(guard.otherwise)) +
           std::to_string(static_cast<int>(guard.on_error));
  return key;
}

Emitted emit_into(const Dialect& dialect, const Folder& before, const std::vector<Migration>& migrations) {
  Folder after = before;
  for (const Migration& migration : migrations) dialect.write(after, migration);
  Emitted emitted;
  emitted.chain = dialect.read(after);
  for (const auto& [name, content] : after) {
    const auto old = before.find(name);
    if (old == before.end() || old->second != content) emitted.changed[name] = content;
  }
  // They need not be the last ones: what runs again and again stands behind them.
  for (const ChainFile& file : emitted.chain)
    if (!before.contains(file.path) && emitted.changed.contains(file.path)) emitted.main.push_back(file.path);
  if (emitted.main.size() != migrations.size())
    throw proof_error("the folder does not hold the migrations that were written into it", "Please report this.");
  emitted.changed[std::string(sum_file)] = write_sums(emitted.chain);
  return emitted;
}

std::vector<ListFault> verify_folder(const Dialect& dialect, const fs::path& path,
                                     const std::vector<ChainFile>& chain) {
  if (is_native(dialect)) return verify_sums(path, chain);
  std::vector<ListFault> faults = verify_listed_sums(path, chain);
  if (dialect.verify != nullptr)
    for (ListFault& fault : dialect.verify(load_folder(dialect, path))) faults.push_back(std::move(fault));
  return faults;
}

} // namespace lockstep
