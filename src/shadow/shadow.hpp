// The shadow: a private PostgreSQL that realises states. Started from the machine's own binaries, gone at exit.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace lockstep {

struct ShadowOptions {
  std::string url;      ///< a server given by the user with the right to create databases; empty: the embedded one
  int wanted_major = 0; ///< the major to match where several are installed; 0: the newest
  std::function<void(const std::string&)> say; ///< progress for stderr, may be empty
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
  /// The folder of the server's binaries (psql, pg_dump …), empty for a given server.
  [[nodiscard]] std::string bindir() const;

private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

} // namespace lockstep
