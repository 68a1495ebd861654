// The project's configuration, lockstep.toml, as plain data.
#pragma once

#include <lockstep/diagnostic.hpp>
#include <lockstep/progress.hpp>

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace lockstep {

struct Policy {
  std::string lock_timeout = "3s";       ///< for statements with a strong lock
  std::string statement_timeout = "15s"; ///< for statements that only change the catalog
  std::set<std::string> allow;           ///< hazards that are always accepted
  std::string max_expansion_age;         ///< "30d": an expansion that is open for longer is a warning; empty: none is
  bool require_restore_point = false;    ///< contract files begin with pg_create_restore_point
  std::string quiet_time = "5min";       ///< how long the old side must not have been written before a contract
  std::vector<std::string> standbys;     ///< connection strings of replicas, whose readers are looked at
  std::int64_t small_table_rows = 0;     ///< tables up to this size take the plain statement; only with a stats file
  std::string stats_max_age = "90d";     ///< older sizes make no table small
  std::string lock_budget = "1s";        ///< how long a statement may hold a strong lock, for trace
};

/// The databases that `apply --fleet` goes through, or the schemas of one database.
struct Fleet {
  std::string schema;                 ///< declared, for each tenant one like it; empty: a database each
  std::vector<std::string> databases; ///< connection strings
  std::vector<std::string> tenants;   ///< schemas of `source`
  std::string file;                   ///< one of either a line
  std::string source;                 ///< where `query` is asked, and whose server bare names are databases of
  std::string query;                  ///< its first column names one a row
  std::vector<std::string> canaries;  ///< the first wave, empty: the first one
  int jobs = 4;                       ///< at the same time
  int wave = 0;                       ///< how many after the canaries, growing by ten; 0: all the rest
};

/// Hazards that are accepted for one object, for a while.
struct Allowance {
  std::string object; ///< "public.orders": it and all below it
  std::vector<std::string> hazards;
  std::string reason;
  std::string expires; ///< the last day, "2026-12-31"
  Position place;
};

/// A difference between a live database and what is expected that is fine. What is empty fits everything.
struct DriftRule {
  std::string kind;      ///< "index"
  std::string name;      ///< a pattern with * and ?: "public.tmp_*"
  std::string owner;     ///< of what is there
  std::string extension; ///< objects that need it
  std::string reason;
};

/// What a runner is told beside its files: what it puts into them, and which parts of them run.
struct Choices {
  std::map<std::string, std::string> placeholders; ///< Flyway's ${name}, names in lower case
  std::vector<std::string> contexts;               ///< Liquibase's; empty: every changeset runs
  std::string labels;                              ///< Liquibase's filter of labels; empty: none
  std::string opens = "${";                        ///< before a placeholder's name; empty: nothing is put in
  std::string closes = "}";                        ///< behind it
};

struct Config {
  std::filesystem::path root;                   ///< the folder of lockstep.toml (or -C DIR)
  std::filesystem::path schema = "schema.toml"; ///< file or folder, relative to root
  std::filesystem::path migrations = "migrations";
  std::filesystem::path contracts = "contracts";
  std::string format = "native";
  std::string history; ///< table in which another runner keeps its history, empty: its usual one
  std::string shadow;  ///< URL, or empty for the embedded server
  std::map<std::string, std::string> environments; ///< name → URL or env:NAME
  /// By environment: what roles are called in the files → what they are called there.
  std::map<std::string, std::map<std::string, std::string>> roles;
  std::vector<std::string> ignore_schemas;
  std::filesystem::path stats;  ///< sizes of tables, relative to root; empty: none
  std::set<std::string> manage; ///< what is compared although no object says it: "owner", "grants", "roles"
  Policy policy;
  std::map<std::string, std::string> lint; ///< a rule's name → off, note, warning or error
  Pace backfill;
  Fleet fleet;
  std::vector<Allowance> allowances;
  std::vector<DriftRule> drift_rules;
  Choices choices;
};

} // namespace lockstep
