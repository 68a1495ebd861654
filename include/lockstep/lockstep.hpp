// The public API of lockstep: one function a command, plain data in and out. Every function throws lockstep::Error for
// what ends it; results say the rest.
#pragma once

#include <lockstep/diagnostic.hpp>
#include <lockstep/drift.hpp>
#include <lockstep/error.hpp>
#include <lockstep/fleet.hpp>
#include <lockstep/progress.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace lockstep {

/// What every function is given.
struct Options {
  std::string folder = "."; ///< the project: where lockstep.toml is
  std::string as;           ///< format of the migrations, empty: what lockstep.toml says
  std::string shadow;       ///< URL of a server for scratch databases; "embedded" or empty: a private one
  std::function<void(const std::string&)> say; ///< progress, one line a call; may be empty
};

/// Mistakes in the schema ended the call: all of them.
class SchemaError : public Error {
public:
  explicit SchemaError(Diagnostics found);
  Diagnostics diagnostics;
};

/// A plan was refused: one text for each hazard, with the reason and the option that accepts it. Exit 1.
class RefusedError : public Error {
public:
  explicit RefusedError(std::vector<std::string> reasons);
  std::vector<std::string> reasons;
};

struct OutputFile {
  std::string path; ///< relative to the project
  std::string content;
};

struct GenOptions : Options {
  std::string name = "schema";    ///< becomes part of the file names
  bool dry_run = false;           ///< write nothing
  std::vector<std::string> allow; ///< hazards that are accepted; "all" for every one
  std::string renames = "stop";   ///< stop: an ambiguous drop and add ends the call; none: it is read as drop and add
  std::string rebase; ///< git reference: files that do not stand there are written anew behind those that do
};
struct GenResult {
  std::vector<std::string> changes;  ///< one line a change, empty when schema and chain agree
  std::vector<OutputFile> files;     ///< for migrations/
  std::vector<OutputFile> contracts; ///< held back, for contracts/
  std::vector<std::string> removed;  ///< files that the new ones take the place of
  std::vector<std::string> warnings;
  Timings timings;
};
/// migrations/ → schema.toml: the next migration files, proven, and written unless `dry_run`.
GenResult gen(const GenOptions& options);

struct DiffOptions : Options {
  std::string from;
  std::string to;
  std::string out;                  ///< folder for migration files, empty: none are written
  std::string through = "contract"; ///< last phase that is written to `out`
  std::vector<std::string> allow;
  std::string renames = "stop";
  std::string format = "text"; ///< as LintOptions::format
};
struct DiffResult {
  std::vector<std::string> changes;
  std::string text;              ///< changes and steps in the format that was asked for
  std::vector<OutputFile> files; ///< the whole way, as migration files
  std::vector<std::string> warnings;
};
/// Any two sources: the changes and the way from one to the other.
DiffResult diff(const DiffOptions& options);

struct Finding {
  std::string code;
  std::string message;
  std::string hint;
};

struct CheckOptions : Options {
  std::string base;            ///< git reference whose files must not have changed, empty: not asked
  bool fmt = false;            ///< the schema must be written in the canonical form
  bool trace = false;          ///< new files must hold no strong lock for longer than policy.lock_budget
  std::int64_t rows = 0;       ///< with `trace`: of the largest table
  std::string format = "text"; ///< as LintOptions::format
};
struct CheckResult {
  std::vector<Diagnostic> findings; ///< what does not hold, and what is worth a look
  std::string text;                 ///< the findings, and what the new files do, in the format that was asked for
  bool holds = false;               ///< nothing but warnings and notes: the chain is sound and equals the schema
};
CheckResult check(const CheckOptions& options);

struct DriftOptions : Options {
  std::string source;
  std::string against; ///< empty: the chain at the version that the database itself records
  std::string fix;     ///< sql: a plan that takes the database back; toml: a schema that adopts what is there
  std::string out;     ///< fix: the file or folder that it is written to, empty: only returned
  std::vector<std::string> allow;
};
DriftResult drift(const DriftOptions& options);
/// The same over the databases of [fleet]; one that can not be read says so in its result.
std::vector<DriftResult> drift_fleet(const DriftOptions& options);
/// text, json, sarif, github, gitlab, junit, markdown or openmetrics.
std::string drift_as(const std::string& format, const std::vector<DriftResult>& results);

struct ApplyCommand : Options {
  std::string source;
  std::string to_version;
  std::string through = "contract";
  bool dry_run = false;
  double max_wait_seconds = 60;
  double kill_blockers_after = -1; ///< ends sessions in the way that are older, in seconds; negative: none
  int jobs = 0;                    ///< 0: what lockstep.toml says; the same for the next two
  double max_rate = -1;
  std::string pause_file;
  std::string deployed;                  ///< since when the new version alone runs: no old-side write may be later
  std::vector<std::string> force;        ///< gates that need not hold
  std::string reason;                    ///< why, for the history
  std::function<bool()> stop;            ///< asked between statements and batches; may be empty
  std::function<void(const Tick&)> tick; ///< progress of long statements; may be empty
};
struct ApplyResult {
  std::vector<std::string> files; ///< applied now (or pending, with dry_run)
  std::string stopped_at;         ///< empty when all went well
  std::string why;
};
ApplyResult apply(const ApplyCommand& options);

struct FleetLine {
  std::string database; ///< without its password
  int wave = 1;
  std::string state; ///< applied, up to date, stopped, not begun
  ApplyResult result;
};
/// The same over the databases or schemas of [fleet], wave by wave; behind the first wave in which one stops, none
/// begins.
std::vector<FleetLine> apply_fleet(const ApplyCommand& options);

struct StatusOptions : Options {
  std::string source;
};
struct StatusLine {
  std::string file;
  std::string phase;
  std::string state; ///< applied, pending, interrupted, aborted, held back, unknown, open (an expansion)
  std::string detail;
};
/// Every file of the chain, the held contracts, versions that the database knows and the folder does not, and the
/// expansions that are open in the database.
std::vector<StatusLine> status(const StatusOptions& options);
/// The same, in short, for each database or schema of [fleet].
std::vector<FleetStatus> status_fleet(const StatusOptions& options);

struct PullOptions : Options {
  std::string source;
  std::string output;                 ///< relative to the project; empty: `schema` of lockstep.toml; "-": only returned
  bool baseline = false;              ///< also write the first migration and record it in the database
  bool force = false;                 ///< replace an existing file
  std::vector<std::string> rows = {}; ///< tables whose rows are written as reference data
};
struct PullResult {
  OutputFile schema;
  std::vector<OutputFile> baseline;
  std::vector<std::string> unknown; ///< objects that no kind models
};
PullResult pull(const PullOptions& options);

struct PullStatsOptions : Options {
  std::string source;
  std::string output; ///< relative to the project; empty: `stats` of lockstep.toml; "-": only returned
};
struct PullStatsResult {
  OutputFile file;
  std::vector<std::string> warnings;
};
/// Sizes of the tables of a live database, without their data, for the estimates of later plans.
PullStatsResult pull_stats(const PullStatsOptions& options);

struct ContractOptions : Options {
  std::vector<std::string> names; ///< held files by name or version
  bool all = false;
  std::vector<std::string> allow; ///< for abort_expansions: hazards that are accepted
};
/// Promotes held contract files into the chain under fresh versions; returns the new files.
std::vector<OutputFile> contract(const ContractOptions& options);

struct AbortResult {
  std::vector<OutputFile> files;      ///< for migrations/: what takes the expansions back
  std::vector<std::string> removed;   ///< held contracts that are gone
  std::vector<std::string> take_back; ///< what the schema still asks for, with its place where that is known
};
/// Takes back what held contracts would have closed: the new side goes, the old one stays.
AbortResult abort_expansions(const ContractOptions& options);

/// Writes lockstep.toml, schema.toml, migrations/ and .gitignore where they are missing; returns what was written.
std::vector<std::string> init(const Options& options);

/// Starts the project's private server when it does not run and returns its connection string.
std::string dev_start(const Options& options);
/// False when it did not run.
bool dev_stop(const Options& options);

struct DoctorLine {
  bool ok = false;
  std::string what;
  std::string found;
  std::string mend; ///< the command that mends it, empty when ok
};
std::vector<DoctorLine> doctor(const Options& options);

/// What a hazard, a recipe or a rule of lint is, in words.
struct Explanation {
  std::string code;  ///< "LS201", "add_foreign_key", "LR202"
  std::string name;  ///< "rewrite"; a recipe has none
  std::string title; ///< one line
  std::string what;
  std::string why;
  std::string lock;
  std::string way;  ///< the safe way
  std::string bad;  ///< SQL, or words
  std::string good; ///< SQL, or words
};
/// Every hazard, every recipe, then every rule; or the one with this code or name. Throws Error (usage) where there is
/// none.
std::vector<Explanation> explain(const std::string& code);

/// The JSON Schema of the schema language.
std::string schema_of_language();
} // namespace lockstep
