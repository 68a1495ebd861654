// One call's view of a project: its configuration, its shadow server (started when first needed) and its states.
#pragma once

#include <lockstep/lockstep.hpp>

#include "base/config.hpp"
#include "catalog/connection.hpp"
#include "catalog/read.hpp"
#include "emit/dialect.hpp"
#include "model/state.hpp"
#include "shadow/shadow.hpp"
#include "toml/schema.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace lockstep {

enum class SourceKind { schema, chain, live, script, foreign };

/// A state that was read, and where it can be found in the shadow.
struct Loaded {
  State state;
  std::string label;    ///< the source in words: "schema.toml"
  std::string database; ///< connection string of a shadow database that holds it, empty when none does
  SourceKind kind = SourceKind::schema;
  std::string made_by;   ///< who ran the statements in the shadow, and so owns what was given to nobody
  std::string live = {}; ///< the connection string of a live source
};

/// The project's private server when none is named.
[[nodiscard]] inline std::string source_or_dev(const std::string& source) { return source.empty() ? "@dev" : source; }

struct Source {
  SourceKind kind = SourceKind::schema;
  std::string text;     ///< as given
  std::string conninfo; ///< live: the connection string
};

class Project {
public:
  explicit Project(const Options& options);

  [[nodiscard]] const Config& config() const { return config_; }
  /// The format of the chain. Contracts, which no runner reads, are always native.
  [[nodiscard]] const Dialect& dialect() const { return dialect_; }
  /// How states of this project are read.
  [[nodiscard]] ReadOptions reading() const;
  [[nodiscard]] std::filesystem::path path_of(const std::filesystem::path& relative) const;
  void say(const std::string& text) const;

  /// What a source names. Throws Error (usage) for one that names nothing, with what would.
  [[nodiscard]] Source find_source(const std::string& text) const;
  /// The connection string of an environment or a live source; starts the private server for @dev.
  [[nodiscard]] std::string conninfo_of(const std::string& text) const;

  /// What roles are called in the files → what they are called there, when it is an environment with names of its own.
  [[nodiscard]] std::map<std::string, std::string> role_names_at(const std::string& conninfo) const;
  [[nodiscard]] bool manages_roles() const { return config_.manage.contains("roles"); }

  /// Whether the shadow is the private server of this machine.
  [[nodiscard]] bool has_embedded_shadow() const;
  /// The shadow, matching `wanted_major` when it is started by this call.
  Shadow& shadow();
  void want_major(int major);

  Loaded load(const std::string& source);
  /// The declared schema, realised. Throws SchemaError with every mistake.
  Loaded load_schema(const std::filesystem::path& path);
  /// From now on every state is read with the rows that the schema declares. Before states are loaded.
  void read_rows_of(const State& declared);
  /// The same in two steps: what needs no server comes first.
  Declared read_declared(const std::filesystem::path& path);
  Loaded load_declared(const Declared& declared, const std::filesystem::path& path);
  /// A live database, read in place.
  Loaded load_live(const std::string& conninfo);
  /// The same in the transaction that is open. Schemas that have a history of their own there are tenants', and left
  /// out unless they are asked for.
  Loaded read_live(Connection& connection, const std::string& conninfo, bool with_tenants = false);
  /// Files replayed in order on an empty database.
  Loaded load_chain(const std::vector<ChainFile>& files, const std::string& label);
  /// An SQL script, run by psql.
  Loaded load_script(const std::filesystem::path& path);
  /// A schema in another tool's language, by the SQL that the tool makes of it.
  Loaded load_foreign(const std::filesystem::path& path);
  /// An empty database of the shadow, which keeps what statements say of roles where the project manages them.
  std::string new_database();
  /// A database in the shadow that holds the state: the loaded one, or one realised from what was read. Only
  /// transactions that are rolled back may touch it.
  std::string ground_of(const Loaded& loaded);
  /// Makes such a database one that may be changed. Nobody finds the state in it again.
  const std::string& take_over(const std::string& ground);
  /// Keeps a database of the shadow that holds these files, replayed in their order, for later runs.
  void keep_chain(const std::string& database, const std::vector<ChainFile>& files);
  /// Runs two loads side by side and levels what they loaded.
  using Load = std::function<Loaded()>;
  std::pair<Loaded, Loaded> load_both(const Load& one, const Load& other);
  /// Makes two states comparable. Every major spells expressions its own way, so where the majors differ, the one that
  /// is not the shadow's is rebuilt in the shadow and read back.
  void level(Loaded& one, Loaded& other);
  /// Leaves of owners and grants what one side says and the other has to follow, so that a project which declares none
  /// sees none.
  void settle_access(Loaded& one, Loaded& other) const;

  /// The files of a dialect in a folder, with what their runner is told beside them and the SQL of what is not SQL.
  [[nodiscard]] Folder folder_of(const Dialect& dialect, const std::filesystem::path& path) const;
  [[nodiscard]] Folder folder() const { return folder_of(dialect_, path_of(config_.migrations)); }
  [[nodiscard]] std::vector<ChainFile> chain_in(const std::filesystem::path& path) const;
  [[nodiscard]] std::vector<ChainFile> chain() const { return chain_in(path_of(config_.migrations)); }
  [[nodiscard]] std::vector<ChainFile> contracts() const;

  /// Adds the time since this thread's last call under this name.
  void lap(const std::string& stage);
  Timings timings;

private:
  struct Realised {
    std::string database;
    State state; ///< as read back, with the intent of what was declared
  };
  /// A database of the shadow that holds what is declared: a kept one, a kept one brought up to date, or a new one.
  /// `topic` says what it is a version of. Mistakes end up in the diagnostics.
  Realised realise_kept(const State& declared, const std::string& topic, Diagnostics& diagnostics);
  void rebuild_in_shadow(Loaded& loaded);

  std::vector<Object> rows_; ///< what is read beside the catalogs
  Options options_;
  Config config_;
  const Dialect& dialect_;
  int wanted_major_ = 0;
  std::mutex shadow_mutex_;
  std::optional<Shadow> shadow_;
  std::mutex mutex_; ///< of what follows
  std::map<std::thread::id, std::chrono::steady_clock::time_point> last_lap_;
};

/// The files below a project folder, joined with their positions' lines: fills Diagnostic::line where it is empty, and
/// sorts by place.
void add_source_lines(Diagnostics& diagnostics);

} // namespace lockstep
