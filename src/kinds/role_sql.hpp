// The body of a role, and the SQL of what differs between two.
#pragma once

#include "model/object.hpp"
#include "model/value.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lockstep {

struct Role {
  bool login = false, superuser = false, createdb = false, createrole = false;
  bool replication = false, bypassrls = false, noinherit = false;
  std::optional<std::int64_t> connection_limit;
  std::string valid_until, password;
  Settings member_of, settings, database_settings, security_labels;
  std::string comment;
};

namespace role {

/// "ROLE app"
[[nodiscard]] std::string target(const Id& id);
/// Takes a role that another database of the server has made already as it is.
[[nodiscard]] std::string create_sql(const Id& id);

/// Nothing happens where only the new name is there: another database of the server has run it.
[[nodiscard]] std::string rename_sql(const Id& from, const Id& to);

/// What stands behind ALTER ROLE app: words that give, words that take away, and others.
struct Attributes {
  std::string more;
  std::string less;
  std::string other;
};
[[nodiscard]] Attributes attributes_between(const Role& from, const Role& to);

struct Membership {
  std::string role;
  bool gains = false;
  std::string sql;
  std::string back;
};
[[nodiscard]] std::vector<Membership> memberships_between(const std::string& member, const Role& from, const Role& to,
                                                          int server_major);
/// ALTER ROLE … SET or RESET for what differs, each with its way back.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> settings_between(const Id& id, const Settings& from,
                                                                                const Settings& to, bool in_database);

struct Label {
  bool goes = false;
  std::string sql;
  std::string back;
};
/// SECURITY LABEL ON ROLE for what differs.
[[nodiscard]] std::vector<Label> labels_between(const Id& id, const Settings& from, const Settings& to);

} // namespace role
} // namespace lockstep
