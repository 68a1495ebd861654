// lockstep.toml: a table of keys, each with the function that takes its value.
#include "toml/config.hpp"

#include <lockstep/error.hpp>

#include "base/files.hpp"
#include "base/text.hpp"
#include "toml/config_values.hpp"
#include "toml/document.hpp"
#include "toml/mistakes.hpp"

#include <algorithm>
#include <span>

namespace lockstep {

namespace {

using namespace config_values;

// Never the text itself: it may be a connection string with its password.
std::string type_of(const toml::node& value) { return value.is_string() ? "a string" : describe(value); }

bool take_allow(Filling& filling, const toml::node& value) {
  return take_strings(value, [&](const std::string& code) { filling.config.policy.allow.insert(code); });
}

bool take_rows(Filling& filling, const toml::node& value) {
  const auto* number = value.as_integer();
  if (number == nullptr) return false;
  if (number->get() < 0)
    filling.complain(value.source(), "bad-number", "a table has no fewer than 0 rows",
                     "write how many rows a small table has at most: 10000; 0 makes none small");
  filling.config.policy.small_table_rows = number->get();
  return true;
}

bool take_ignored(Filling& filling, const toml::node& value) {
  return take_strings(value, [&](const std::string& name) { filling.config.ignore_schemas.push_back(name); });
}

bool take_manage(Filling& filling, const toml::node& value) {
  constexpr std::string_view known[] = {"owners", "grants", "roles"};
  bool all_known = true;
  const bool strings = take_strings(value, [&](const std::string& word) {
    all_known = all_known && std::find(std::begin(known), std::end(known), word) != std::end(known);
    filling.config.manage.insert(word == "owners" ? "owner" : word);
  });
  if (strings && !all_known)
    filling.complain(value.source(), "unknown-word", "this can not be managed",
                     "known: \"owners\", \"grants\", \"roles\"");
  return strings;
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

bool take_placeholders(Filling& filling, const toml::node& value) {
  const auto* table = value.as_table();
  if (table == nullptr) return false;
  for (const Entry& entry : entries_of(*table)) {
    std::string text;
    if (!take_text(*entry.value, text)) return false;
    filling.config.choices.placeholders[lower(entry.name())] = text;
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
    {"require_restore_point", "true or false", "require_restore_point = true",
     &take_flag<&Policy::require_restore_point>},
    {"quiet_time", "a string", "quiet_time = \"5min\"", &take_duration<&Policy::quiet_time>},
    {"standbys", "an array of strings", "standbys = [\"env:R\"]", &take_part_list<&Config::policy, &Policy::standbys>},
    {"small_table_rows", "a number", "small_table_rows = 10000", &take_rows},
    {"lock_budget", "a string", "lock_budget = \"1s\"", &take_duration<&Policy::lock_budget>},
    {"stats_max_age", "a string", "stats_max_age = \"90d\"", &take_duration<&Policy::stats_max_age>},
};
constexpr Key backfill_keys[] = {
    {"jobs", "a number", "jobs = 2", &take_count<&Config::backfill, &Pace::jobs>},
    {"max_rate", "a number of rows a second", "max_rate = 20000", &take_count<&Config::backfill, &Pace::max_rate>},
    {"batch_time", "a length of time", "batch_time = \"60ms\"", &take_seconds<&Pace::batch_seconds>},
    {"max_lag", "a length of time", "max_lag = \"10s\"", &take_seconds<&Pace::max_lag_seconds>},
    {"max_lag_bytes", "a size", "max_lag_bytes = \"512MB\"", &take_bytes<&Pace::max_lag_bytes>},
    {"max_slot_bytes", "a size", "max_slot_bytes = \"20GB\"", &take_bytes<&Pace::max_slot_bytes>},
    {"max_active", "a number", "max_active = 50", &take_count<&Config::backfill, &Pace::max_active>},
    {"pause_file", "a path", "pause_file = \"/tmp/pause\"", &take_part_text<&Config::backfill, &Pace::pause_file>},
};
constexpr Key fleet_keys[] = {
    {"schema", "the name of a schema", "schema = \"tenant\"", &take_part_text<&Config::fleet, &Fleet::schema>},
    {"tenants", "an array of strings", "tenants = [\"acme\"]", &take_part_list<&Config::fleet, &Fleet::tenants>},
    {"databases", "an array of strings", "databases = [\"eu_1\"]", &take_part_list<&Config::fleet, &Fleet::databases>},
    {"file", "a path", "file = \"databases.txt\"", &take_part_text<&Config::fleet, &Fleet::file>},
    {"source", "a database", "source = \"@production\"", &take_part_text<&Config::fleet, &Fleet::source>},
    {"query", "a query", "query = \"SELECT …\"", &take_part_text<&Config::fleet, &Fleet::query>},
    {"canaries", "an array of strings", "canaries = [\"acme\"]", &take_part_list<&Config::fleet, &Fleet::canaries>},
    {"jobs", "a number", "jobs = 4", &take_count<&Config::fleet, &Fleet::jobs>},
    {"wave", "a number", "wave = 10", &take_count<&Config::fleet, &Fleet::wave>},
};

template <std::string DriftRule::*Member> bool take_rule_text(Filling& filling, const toml::node& value) {
  return take_text(value, filling.config.drift_rules.back().*Member);
}

constexpr Key drift_rule_keys[] = {
    {"kind", "a kind of object", "kind = \"index\"", &take_rule_text<&DriftRule::kind>},
    {"name", "a pattern", "name = \"public.tmp_*\"", &take_rule_text<&DriftRule::name>},
    {"owner", "a role", "owner = \"replicator\"", &take_rule_text<&DriftRule::owner>},
    {"extension", "an extension", "extension = \"timescaledb\"", &take_rule_text<&DriftRule::extension>},
    {"reason", "a string", "reason = \"the loader makes them\"", &take_rule_text<&DriftRule::reason>},
};

bool take_drift_rules(Filling& filling, const toml::node& value);

constexpr Key ignore_keys[] = {
    {"schemas", "an array of strings", "schemas = [\"audit\"]", &take_ignored},
    {"drift", "an array of tables", "a section [[ignore.drift]] for each", &take_drift_rules},
};

struct Section {
  const char* place;
  std::span<const Key> keys;
};
constexpr Section policy_section{"in [policy]", policy_keys};
constexpr Section backfill_section{"in [backfill]", backfill_keys};
constexpr Section fleet_section{"in [fleet]", fleet_keys};
constexpr Section ignore_section{"in [ignore]", ignore_keys};

template <const Section& Of> bool take_section(Filling& filling, const toml::node& value) {
  if (!value.is_table()) return false;
  read_keys(filling, *value.as_table(), Of.keys, Of.place);
  return true;
}

bool take_drift_rules(Filling& filling, const toml::node& value) {
  const auto* array = value.as_array();
  if (array == nullptr) return false;
  for (const toml::node& element : *array) {
    if (!element.is_table()) return false;
    DriftRule& rule = filling.config.drift_rules.emplace_back();
    read_keys(filling, *element.as_table(), drift_rule_keys, "in [[ignore.drift]]");
    if (trim(rule.reason).empty())
      filling.complain(element.source(), "missing-key", "this rule does not say its reason",
                       "add a line like reason = \"the loader makes them\"");
    if ((rule.kind + rule.name + rule.owner + rule.extension).empty())
      filling.complain(element.source(), "missing-key", "this rule would ignore everything",
                       "say at least one of kind, name, owner and extension");
  }
  return true;
}

bool take_object(Filling& filling, const toml::node& value) {
  return take_text(value, filling.config.allowances.back().object);
}

bool take_hazards(Filling& filling, const toml::node& value) {
  return take_strings(value,
                      [&](const std::string& code) { filling.config.allowances.back().hazards.push_back(code); });
}

bool take_reason(Filling& filling, const toml::node& value) {
  return take_text(value, filling.config.allowances.back().reason);
}

bool take_expires(Filling& filling, const toml::node& value) {
  const auto* date = value.as_date();
  if (date == nullptr) return false;
  filling.config.allowances.back().expires = spell_date(date->get());
  return true;
}

constexpr Key allow_keys[] = {
    {"object", "a name", "object = \"public.orders\"", &take_object},
    {"hazards", "an array of strings", "hazards = [\"LS201\"]", &take_hazards},
    {"reason", "a string", "reason = \"nobody uses it at night\"", &take_reason},
    {"expires", "a date", "expires = 2026-12-31", &take_expires},
};

/// An allowance says all four: what nobody justified or nobody looks at again would stay for ever.
void require_whole(Filling& filling, const toml::node& value, std::size_t said) {
  const Allowance& allowance = filling.config.allowances.back();
  const bool given[] = {!trim(allowance.object).empty(), !allowance.hazards.empty(), !trim(allowance.reason).empty(),
                        !allowance.expires.empty()};
  if (filling.mistakes.size() > said) return;
  for (std::size_t i = 0; i < std::size(given); ++i)
    if (!given[i])
      filling.complain(value.source(), "missing-key",
                       "this allowance does not say its " + std::string(allow_keys[i].name),
                       "add a line like " + std::string(allow_keys[i].sample));
}

bool take_allowances(Filling& filling, const toml::node& value) {
  const auto* array = value.as_array();
  if (array == nullptr) return false;
  for (const toml::node& element : *array) {
    if (!element.is_table()) return false;
    filling.config.allowances.emplace_back();
    filling.config.allowances.back().place = filling.document.position(element.source());
    const std::size_t said = filling.mistakes.size();
    read_keys(filling, *element.as_table(), allow_keys, "in [[allow]]");
    require_whole(filling, element, said);
  }
  return true;
}

constexpr Key top_keys[] = {
    {"schema", "a path", "schema = \"schema.toml\"", &take_path<&Config::schema>},
    {"migrations", "a path", "migrations = \"migrations\"", &take_path<&Config::migrations>},
    {"contracts", "a path", "contracts = \"contracts\"", &take_path<&Config::contracts>},
    {"format", "a string", "format = \"native\"", &take_string<&Config::format>},
    {"history", "a table", "history = \"public.flyway_schema_history\"", &take_string<&Config::history>},
    {"placeholders", "a table of strings", "placeholders = { app_schema = \"shop\" }", &take_placeholders},
    {"contexts", "an array of strings", "contexts = [\"prod\"]", &take_part_list<&Config::choices, &Choices::contexts>},
    {"labels", "a string", "labels = \"core\"", &take_part_text<&Config::choices, &Choices::labels>},
    {"shadow", "a connection string", "shadow = \"postgresql://host/database\"", &take_string<&Config::shadow>},
    {"environments", "a table", "environments = { production = \"env:DATABASE_URL\" }", &take_environments},
    {"roles", "a table for each environment", "roles.production = { app = \"app_prod\" }", &take_roles},
    {"manage", "an array of strings", "manage = [\"owners\", \"grants\"]", &take_manage},
    {"stats", "a path", "stats = \"stats.toml\"", &take_path<&Config::stats>},
    {"policy", "a table", "policy = { lock_timeout = \"3s\" }", &take_section<policy_section>},
    {"backfill", "a table", "backfill = { max_lag = \"10s\" }", &take_section<backfill_section>},
    {"fleet", "a table", "fleet = { file = \"databases.txt\" }", &take_section<fleet_section>},
    {"lint", "a table", "lint = { json-type = \"off\" }", &take_lint},
    {"allow", "an array of tables", "a section [[allow]] for each", &take_allowances},
    {"ignore", "a table", "ignore = { schemas = [\"audit\"] }", &take_section<ignore_section>},
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
  hide_secrets(mistakes);
  if (!mistakes.empty()) throw mistakes_error(std::move(mistakes), "in the configuration", file.string());
  return config;
}

} // namespace lockstep
