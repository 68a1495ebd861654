// The shadow: a private PostgreSQL that realises states. Started from the machine's own binaries, gone at exit.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lockstep {

struct ShadowOptions {
  std::string url;      ///< a server given by the user with the right to create databases; empty: the embedded one
  int wanted_major = 0; ///< the major to match where several are installed; 0: the newest
  std::function<void(const std::string&)> say; ///< progress for stderr, may be empty
  bool keep =
      false; ///< keeps databases for later runs, where that is possible (embedded server, a cache, no other run)
};

/// What a kept database holds.
struct Label {
  std::string key;   ///< hash of everything that made its content
  std::string topic; ///< what it is a version of: a database of the same topic may be brought up to date
  std::string notes; ///< whatever its maker wants to know of it later
};
struct FoundDatabase {
  std::string conninfo;
  std::size_t key = 0; ///< which of the keys asked for
};
struct TakenDatabase {
  std::string conninfo;
  Label label;
};

/// A shadow server with databases made on demand. Destruction drops its databases (given server) or stops and removes
/// the whole cluster (embedded).
class Shadow {
public:
  explicit Shadow(ShadowOptions options);
  ~Shadow();
  Shadow(Shadow&&) noexcept;
  Shadow& operator=(Shadow&&) noexcept;

  [[nodiscard]] int major() const;
  /// Makes an empty database (from template0, UTF8) and returns its connection string.
  std::string create_database();
  /// Makes a copy of a database that this shadow made and to which nobody is connected (STRATEGY file_copy where
  /// known).
  std::string clone_database(const std::string& conninfo);
  void drop_database(const std::string& conninfo);

  /// The kept database with one of these contents, the first that is there. It must not be changed. This and the
  /// functions below find nothing and do nothing where nothing can be kept.
  std::optional<FoundDatabase> find_kept(const std::vector<std::string>& keys);
  /// The newest kept database of a topic, which is no longer kept.
  std::optional<TakenDatabase> take_kept(const std::string& topic);
  /// Lets go of a kept database, which may be changed from now on.
  void unkeep(const std::string& conninfo);
  /// Keeps a database as it is now. It must not be changed any more.
  void keep(const std::string& conninfo, const Label& label);
  /// The folder of the server's binaries (psql, pg_dump …), empty for a given server.
  [[nodiscard]] std::string bindir() const;

private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

} // namespace lockstep
