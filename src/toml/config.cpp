// lockstep.toml: a table of keys, each with the function that takes its value.
#include "toml/config.hpp"

#include <lockstep/error.hpp>

#include "base/files.hpp"
#include "base/text.hpp"
#include "toml/document.hpp"

#include <algorithm>
#include <span>

namespace lockstep {

namespace {

/// What is being filled, and where mistakes go.
struct Filling {
  const Document& document;
  Config& config;
  Mistakes& mistakes;

  void complain(const toml::source_region& at, std::string code, std::string message, std::string hint) {
    mistakes.push_back(document.mistake(document.position(at), std::move(code), std::move(message), std::move(hint)));
  }
};

struct Key {
  std::string_view name;
  std::string_view expected; ///< "a string"
  std::string_view sample;   ///< a line that is right
  /// False when the value is of another type.
  bool (*take)(Filling&, const toml::node&);
};

// Never the text itself: it may be a connection string with its password.
std::string type_of(const toml::node& value) { return value.is_string() ? "a string" : describe(value); }

bool take_text(const toml::node& value, std::string& out) {
  const auto* text = value.as_string();
  if (text == nullptr) return false;
  out = text->get();
  return true;
}

template <std::filesystem::path Config::*Member> bool take_path(Filling& filling, const toml::node& value) {
  std::string text;
  if (!take_text(value, text) || text.empty()) return false;
  filling.config.*Member = text;
  return true;
}

template <std::string Config::*Member> bool take_string(Filling& filling, const toml::node& value) {
  return take_text(value, filling.config.*Member);
}

// "250ms", "3s", "1min": what PostgreSQL takes as a time; a bare number is milliseconds.
bool is_duration(std::string_view text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789."), text.size());
  if (digits == 0) return false;
  constexpr std::string_view units[] = {"", "us", "ms", "s", "min", "h", "d"};
  return std::find(std::begin(units), std::end(units), trim(text.substr(digits))) != std::end(units);
}

template <std::string Policy::*Member> bool take_duration(Filling& filling, const toml::node& value) {
  std::string text;
  if (!take_text(value, text)) return false;
  if (!is_duration(text))
    filling.complain(value.source(), "bad-duration", "this is not a length of time",
                     "write a number with its unit: \"250ms\", \"3s\", \"1min\"");
  filling.config.policy.*Member = text;
  return true;
}

template <typename Add> bool take_strings(const toml::node& value, Add add) {
  const auto* array = value.as_array();
  if (array == nullptr) return false;
  for (const toml::node& element : *array) {
    const auto* text = element.as_string();
    if (text == nullptr) return false;
    add(text->get());
  }
  return true;
}

bool take_allow(Filling& filling, const toml::node& value) {
  return take_strings(value, [&](const std::string& code) { filling.config.policy.allow.insert(code); });
}

bool take_ignored(Filling& filling, const toml::node& value) {
  return take_strings(value, [&](const std::string& name) { filling.config.ignore_schemas.push_back(name); });
}

bool take_environments(Filling& filling, const toml::node& value) {
  const auto* table = value.as_table();
  if (table == nullptr) return false;
  for (const Entry& entry : entries_of(*table)) {
    std::string url;
    const std::string name(entry.name());
    if (take_text(*entry.value, url) && !url.empty())
      filling.config.environments[name] = url;
    else
      filling.complain(entry.value->source(), "wrong-type",
                       "environment '" + name + "' must be a connection string, not " + type_of(*entry.value),
                       "for example: production = \"env:DATABASE_URL\"");
  }
  return true;
}

bool take_lint(Filling& filling, const toml::node& value) {
  const auto* table = value.as_table();
  if (table == nullptr) return false;
  const std::vector<std::string> levels = {"off", "note", "warning", "error"};
  for (const Entry& entry : entries_of(*table)) {
    std::string level;
    if (take_text(*entry.value, level) && std::find(levels.begin(), levels.end(), level) != levels.end())
      filling.config.lint[std::string(entry.name())] = level;
    else
      filling.complain(entry.value->source(), "wrong-value",
                       "the level of '" + std::string(entry.name()) + "' must be one of " + join(levels, ", "),
                       "for example: " + std::string(entry.name()) + " = \"off\"");
  }
  return true;
}

void read_keys(Filling& filling, const toml::table& table, std::span<const Key> keys, const std::string& place);

constexpr Key policy_keys[] = {
    {"lock_timeout", "a string", "lock_timeout = \"3s\"", &take_duration<&Policy::lock_timeout>},
    {"statement_timeout", "a string", "statement_timeout = \"15s\"", &take_duration<&Policy::statement_timeout>},
    {"max_expansion_age", "a string", "max_expansion_age = \"30d\"", &take_duration<&Policy::max_expansion_age>},
    {"allow", "an array of strings", "allow = [\"blocks_writes\"]", &take_allow},
};
constexpr Key ignore_keys[] = {
    {"schemas", "an array of strings", "schemas = [\"audit\"]", &take_ignored},
};

bool take_policy(Filling& filling, const toml::node& value) {
  if (!value.is_table()) return false;
  read_keys(filling, *value.as_table(), policy_keys, "in [policy]");
  return true;
}

bool take_ignore(Filling& filling, const toml::node& value) {
  if (!value.is_table()) return false;
  read_keys(filling, *value.as_table(), ignore_keys, "in [ignore]");
  return true;
}

constexpr Key top_keys[] = {
    {"schema", "a path", "schema = \"schema.toml\"", &take_path<&Config::schema>},
    {"migrations", "a path", "migrations = \"migrations\"", &take_path<&Config::migrations>},
    {"contracts", "a path", "contracts = \"contracts\"", &take_path<&Config::contracts>},
    {"format", "a string", "format = \"native\"", &take_string<&Config::format>},
    {"shadow", "a connection string", "shadow = \"postgresql://host/database\"", &take_string<&Config::shadow>},
    {"environments", "a table", "environments = { production = \"env:DATABASE_URL\" }", &take_environments},
    {"policy", "a table", "policy = { lock_timeout = \"3s\" }", &take_policy},
    {"lint", "a table", "lint = { json-type = \"off\" }", &take_lint},
    {"ignore", "a table", "ignore = { schemas = [\"audit\"] }", &take_ignore},
};

void complain_unknown(Filling& filling, const Entry& entry, std::span<const Key> keys, const std::string& place) {
  std::vector<std::string> names;
  for (const Key& key : keys) names.emplace_back(key.name);
  const std::string near = nearest(entry.name(), names);
  filling.complain(entry.key->source(), "unknown-key", "unknown key '" + std::string(entry.name()) + "' " + place,
                   near.empty() ? "known here: " + join(names, ", ") : "did you mean '" + near + "'?");
}

void read_keys(Filling& filling, const toml::table& table, std::span<const Key> keys, const std::string& place) {
  for (const Entry& entry : entries_of(table)) {
    const auto key = std::find_if(keys.begin(), keys.end(), [&](const Key& k) { return k.name == entry.name(); });
    if (key == keys.end()) {
      complain_unknown(filling, entry, keys, place);
    } else if (!key->take(filling, *entry.value)) {
      const std::string name(key->name);
      filling.complain(entry.value->source(), "wrong-type",
                       "'" + name + "' must be " + std::string(key->expected) + ", not " + type_of(*entry.value),
                       "write " + std::string(key->sample));
    }
  }
}

// A line of lockstep.toml may hold a connection string with its password: it is not repeated then.
void hide_secrets(Mistakes& mistakes) {
  for (Diagnostic& mistake : mistakes) {
    const std::string line = lower(mistake.line);
    const bool secret = line.find("://") != std::string::npos || line.find("password") != std::string::npos;
    if (!secret) continue;
    mistake.line.clear();
  }
}

Error in_words(Mistakes mistakes, const std::filesystem::path& file) {
  hide_secrets(mistakes);
  std::stable_sort(mistakes.begin(), mistakes.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::pair(a.position.line, a.position.column) < std::pair(b.position.line, b.position.column);
  });
  std::string text = count_of(mistakes.size(), "mistake") + " in the configuration";
  for (const Diagnostic& mistake : mistakes) text += "\n\n" + to_text(mistake);
  Error error = usage_error(text);
  error.where = file.string();
  return error;
}

} // namespace

Config read_config(const std::filesystem::path& root) {
  Config config;
  config.root = root;
  const std::filesystem::path file = (root / "lockstep.toml").lexically_normal();
  std::error_code problem;
  if (std::filesystem::status(file, problem).type() == std::filesystem::file_type::not_found) return config;
  Mistakes mistakes;
  const Document document(read_file(file), file.string(), mistakes);
  Filling filling{document, config, mistakes};
  if (document.readable()) read_keys(filling, document.root(), top_keys, "in lockstep.toml");
  if (!mistakes.empty()) throw in_words(std::move(mistakes), file);
  return config;
}

} // namespace lockstep
