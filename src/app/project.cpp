// A project: configuration, sources and the shadow.
#include "app/project.hpp"

#include "app/whole_folder.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "catalog/pieces.hpp"
#include "emit/native.hpp"
#include "toml/config.hpp"
#include "tools/archive.hpp"
#include "tools/schema.hpp"

#include <algorithm>
#include <cstdlib>
#include <future>
#include <tuple>

namespace lockstep {

namespace fs = std::filesystem;

Project::Project(const Options& options)
    : options_(options), config_(read_config(options.folder)),
      dialect_(find_dialect(options.as.empty() ? config_.format : options.as)) {
  last_lap_[std::this_thread::get_id()] = std::chrono::steady_clock::now();
}

fs::path Project::path_of(const fs::path& relative) const {
  // Normal, so that messages say schema.toml and not ./schema.toml.
  return (relative.is_absolute() ? relative : config_.root / relative).lexically_normal();
}

void Project::say(const std::string& text) const {
  if (options_.say) options_.say(text);
}

namespace {

bool has_migrations(const fs::path& folder) {
  if (fs::exists(folder / "lockstep.sum")) return true;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".sql") return true;
  return false;
}

bool looks_live(const std::string& text) {
  return text.starts_with("postgres://") || text.starts_with("postgresql://") || text.starts_with("env:") ||
         text.starts_with("@") || (text.find('=') != std::string::npos && text.find('/') == std::string::npos) ||
         text.find("host=") != std::string::npos;
}

std::string from_environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr || *value == '\0')
    throw usage_error("the environment variable " + name + " is not set", "export " + name + "=postgresql://…");
  return value;
}

} // namespace

Source Project::find_source(const std::string& text) const {
  if (looks_live(text)) return {SourceKind::live, text, conninfo_of(text)};
  const fs::path path = path_of(text);
  if (fs::weakly_canonical(path) == fs::weakly_canonical(path_of(config_.migrations)))
    return {SourceKind::chain, text, {}};
  if (path.extension() == ".toml" && fs::exists(path)) return {SourceKind::schema, text, {}};
  if (fs::exists(path) && tools::schema_tool_of(path) != nullptr) return {SourceKind::foreign, text, {}};
  if (fs::is_directory(path) && tools::is_archive(path)) return {SourceKind::script, text, {}};
  if (fs::is_directory(path)) return {has_migrations(path) ? SourceKind::chain : SourceKind::schema, text, {}};
  if (fs::exists(path)) return {SourceKind::script, text, {}};
  throw usage_error(
      "\"" + text + "\" is no source: there is no such file or folder",
      "A source is schema.toml or a folder of .toml files, migrations/, dump.sql, postgresql://…, env:NAME or "
      "@environment.");
}

std::string Project::conninfo_of(const std::string& text) const {
  if (text.starts_with("env:")) return from_environment(text.substr(4));
  if (!text.starts_with("@")) return text;
  const std::string name = text.substr(1);
  const auto found = config_.environments.find(name);
  if (found != config_.environments.end())
    return found->second.starts_with("env:") ? from_environment(found->second.substr(4)) : found->second;
  if (name == "dev") return dev_start(options_);
  std::vector<std::string> names{"dev"};
  for (const auto& [known, url] : config_.environments) names.push_back(known);
  const std::string near = nearest(name, names);
  throw usage_error("lockstep.toml has no environment \"" + name + "\"",
                    near.empty() ? "Add it: [environments]\n" + name + " = \"env:DATABASE_URL\""
                                 : "Did you mean @" + near + "?");
}

namespace {

bool same_server(const std::string& one, const std::string& other) {
  const auto a = pieces_of(one);
  const auto b = pieces_of(other);
  for (const char* key : {"service", "host", "hostaddr", "port"})
    if (a.contains(key) != b.contains(key) || (a.contains(key) && a.at(key) != b.at(key))) return false;
  return true;
}

} // namespace

std::map<std::string, std::string> Project::role_names_at(const std::string& conninfo) const {
  using Names = std::map<std::string, std::string>;
  for (const auto& [name, names] : config_.roles)
    if (!config_.environments.contains(name))
      throw usage_error("[roles." + name + "] in lockstep.toml is of no environment",
                        "Add it: [environments]\n" + name + " = \"env:DATABASE_URL\"");
  std::vector<Names> of_server;
  for (const auto& [name, url] : config_.environments) {
    const auto found = config_.roles.find(name);
    const char* value = url.starts_with("env:") ? std::getenv(url.c_str() + 4) : url.c_str();
    if (value == nullptr) continue;
    if (conninfo == value) return found == config_.roles.end() ? Names() : found->second;
    if (found != config_.roles.end() && same_server(conninfo, value)) of_server.push_back(found->second);
  }
  // Roles belong to a server: what is another database of it has the names of the only environment there.
  return of_server.size() == 1 ? of_server.front() : Names();
}

bool Project::has_embedded_shadow() const {
  const std::string& url = options_.shadow.empty() ? config_.shadow : options_.shadow;
  return url.empty() || url == "embedded";
}

void Project::want_major(int major) {
  const std::lock_guard lock(shadow_mutex_);
  wanted_major_ = major;
}

Shadow& Project::shadow() {
  const std::lock_guard lock(shadow_mutex_);
  if (!shadow_) {
    std::string url = has_embedded_shadow()     ? std::string()
                      : options_.shadow.empty() ? config_.shadow
                                                : options_.shadow;
    if (url.starts_with("@") || url.starts_with("env:")) url = conninfo_of(url);
    shadow_.emplace(ShadowOptions{url, wanted_major_, options_.say, true});
  }
  return *shadow_;
}

Folder Project::folder_of(const Dialect& dialect, const fs::path& path) const {
  Folder folder = load_folder(dialect, path);
  folder.choices = choices_of(config_, dialect);
  (void)add_own_sql(*this, dialect, path, folder);
  return folder;
}

std::vector<ChainFile> Project::chain_in(const fs::path& path) const {
  return is_native(dialect_) ? read_chain(path) : dialect_.read(folder_of(dialect_, path));
}

std::vector<ChainFile> Project::contracts() const { return read_chain(path_of(config_.contracts)); }

void Project::lap(const std::string& stage) {
  const auto now = std::chrono::steady_clock::now();
  const std::lock_guard lock(mutex_);
  auto& last = last_lap_.try_emplace(std::this_thread::get_id(), now).first->second;
  timings.emplace_back(stage, std::chrono::duration<double>(now - last).count());
  last = now;
}

std::pair<Loaded, Loaded> Project::load_both(const Load& one, const Load& other) {
  const auto begin = std::chrono::steady_clock::now();
  auto second = std::async(std::launch::async, [&] {
    {
      const std::lock_guard lock(mutex_);
      last_lap_[std::this_thread::get_id()] = begin;
    }
    return other();
  });
  Loaded first = one();
  Loaded rest = second.get();
  lap("wait");
  settle_access(first, rest);
  level(first, rest);
  return {std::move(first), std::move(rest)};
}

void add_source_lines(Diagnostics& diagnostics) {
  std::vector<Diagnostic> list = diagnostics.list();
  std::stable_sort(list.begin(), list.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.position.file, a.position.line, a.position.column) <
           std::tie(b.position.file, b.position.line, b.position.column);
  });
  Diagnostics filled;
  std::map<std::string, std::string> files;
  for (Diagnostic& diagnostic : list) {
    const Position& at = diagnostic.position;
    if (diagnostic.line.empty() && at.line > 0 && fs::exists(at.file)) {
      if (!files.contains(at.file)) files[at.file] = read_file(at.file);
      diagnostic.line = line_of(files[at.file], at.line);
    }
    filled.add(std::move(diagnostic));
  }
  diagnostics = std::move(filled);
}

} // namespace lockstep
