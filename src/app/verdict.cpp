// Remembers that a chain and a schema agree.
#include "app/verdict.hpp"

#include "app/build_stamp.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "shadow/cluster.hpp"
#include "shadow/initdb.hpp"
#include "shadow/pack.hpp"
#include "toml/schema.hpp"

namespace lockstep {

namespace fs = std::filesystem;

namespace {

fs::path path_for(const std::string& key) { return cache_folder() / "agreed" / key.substr(0, 2) / key; }

} // namespace

std::string verdict_key(const Project& project, const std::vector<ChainFile>& files) {
  if (!project.has_embedded_shadow() || cache_folder().empty()) return {};
  const std::vector<Binaries> binaries = find_binaries();
  if (binaries.empty()) return {};
  std::string all = build_stamp() + '\n' + binaries.front().version + '\n' + join(project.config().ignore_schemas, ",");
  for (const ChainFile& file : files) all += '\n' + file.path + ' ' + text_key(file);
  const fs::path schema = project.path_of(project.config().schema);
  if (!fs::exists(schema)) return {};
  for (const fs::path& file : schema_files(schema)) all += '\n' + sha256(read_file(file));
  return sha256(all);
}

std::optional<std::vector<std::string>> remembered_agreement(const std::string& key) {
  if (key.empty() || !fs::exists(path_for(key))) return std::nullopt;
  std::vector<std::string> warnings;
  for (std::string& line : split(read_file(path_for(key)), '\n'))
    if (!line.empty()) warnings.push_back(std::move(line));
  return warnings;
}

void remember_agreement(const std::string& key, const std::vector<std::string>& warnings) {
  if (key.empty()) return;
  try {
    place_file(path_for(key), join(warnings, "\n"));
  } catch (const Error&) { // a cache that can not be written only costs time
  }
}

} // namespace lockstep
