// The session that runs the files: what it must be able to do, and taking back what files changed in it.
#pragma once

#include "catalog/connection.hpp"

#include <string>

namespace lockstep {

class Session {
public:
  /// Throws Error (database) when the server is a standby or the session is read-only and `writes` is asked for.
  Session(Connection& connection, bool writes);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// Settings and role as they were at connect; called after each file.
  void reset();
  /// Inside a transaction: gives the session its own role back until the commit, for the history's row.
  void take_own_role();
  [[nodiscard]] std::string own_role_sql() const;

private:
  Connection& connection_;
  std::string role_; ///< as SET ROLE takes it
};

/// Whether the error means that the session is gone.
[[nodiscard]] bool is_lost(const Connection& connection, const std::string& sqlstate);

} // namespace lockstep
