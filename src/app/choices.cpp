// What a runner is told beside its files stands in its own configuration; lockstep.toml may say more, or otherwise.
#include "app/whole_folder.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "toml/flat.hpp"

#include <algorithm>

namespace lockstep {

namespace {

namespace fs = std::filesystem;
using Settings = std::map<std::string, std::string>;

/// "key = value" of a Java properties file.
Settings properties_of(const std::string& text) {
  Settings found;
  for (const std::string& line : split(text, '\n')) {
    const std::string_view bare = trim(line);
    const std::size_t sign = bare.find_first_of("=:");
    if (bare.empty() || bare.front() == '#' || bare.front() == '!' || sign == std::string_view::npos) continue;
    found[lower(trim(bare.substr(0, sign)))] = trim(bare.substr(sign + 1));
  }
  return found;
}

/// The folders from the project's to that of the migrations: what is said nearer to these wins.
Settings settings_in(const Config& config, const std::vector<std::string>& names) {
  std::vector<fs::path> folders;
  const fs::path root = fs::absolute(config.root).lexically_normal();
  fs::path at = fs::absolute(config.root / config.migrations).lexically_normal();
  for (; at != root && at != at.parent_path(); at = at.parent_path()) folders.push_back(at);
  folders.push_back(root / "conf");
  folders.push_back(root);
  std::reverse(folders.begin(), folders.end());
  Settings all;
  for (const fs::path& folder : folders)
    for (const std::string& name : names) {
      if (!fs::is_regular_file(folder / name)) continue;
      const std::string text = read_file(folder / name);
      for (const auto& [key, value] : name.ends_with(".toml") ? flat_toml(text) : properties_of(text)) all[key] = value;
    }
  return all;
}

void take_flyway(const Settings& settings, Choices& choices) {
  constexpr std::string_view mark = "flyway.placeholders.";
  const auto said = [&](const char* key, const std::string& usual) {
    const auto found = settings.find(key);
    return found == settings.end() ? usual : found->second;
  };
  for (const auto& [key, value] : settings)
    if (key.starts_with(mark)) choices.placeholders.emplace(key.substr(mark.size()), value);
  const std::string schemas = said("flyway.schemas", "public");
  choices.placeholders.emplace("flyway:defaultschema",
                               said("flyway.defaultschema", schemas.substr(0, schemas.find(','))));
  choices.placeholders.emplace("flyway:table", said("flyway.table", "flyway_schema_history"));
  choices.opens = said("flyway.placeholderprefix", choices.opens);
  choices.closes = said("flyway.placeholdersuffix", choices.closes);
  if (lower(said("flyway.placeholderreplacement", "true")) == "false") choices.opens.clear();
}

void take_liquibase(const Settings& settings, Choices& choices) {
  constexpr std::string_view mark = "parameter.";
  for (const auto& [key, value] : settings) {
    const std::string last = replace_all(key.substr(key.rfind('.') + 1), "-", "");
    if (key.starts_with(mark)) choices.placeholders.emplace(key.substr(mark.size()), value);
    if (last == "contexts" && choices.contexts.empty())
      for (const std::string& context : split(value, ','))
        if (!trim(context).empty()) choices.contexts.emplace_back(trim(context));
    if ((last == "labelfilter" || last == "labels") && choices.labels.empty()) choices.labels = value;
  }
}

} // namespace

Choices choices_of(const Config& config, const Dialect& dialect) {
  Choices choices = config.choices;
  if (dialect.name == "flyway") take_flyway(settings_in(config, {"flyway.conf", "flyway.toml"}), choices);
  if (dialect.name == "liquibase") take_liquibase(settings_in(config, {"liquibase.properties"}), choices);
  return choices;
}

} // namespace lockstep
