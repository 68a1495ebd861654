// Privileges as sets: parsed from TOML's words, compared, and put back into as few clauses as say them.
#pragma once

#include "model/value.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

struct Right {
  std::string privilege; ///< "SELECT"
  std::string column;    ///< empty: on the whole object
  auto operator<=>(const Right&) const = default;
};
/// With the grant option or without.
using Rights = std::map<Right, bool>;
/// By role; PUBLIC is "public".
using Grants = std::map<std::string, Rights>;

/// An object, as far as its privileges depend on it.
struct RightsOf {
  std::string_view on;           ///< "TABLE"
  std::string owner;             ///< may do everything unless something else is said; empty when not known
  int server_major = 0;          ///< 17 knows MAINTAIN
  bool is_public_schema = false; ///< PUBLIC may use it
  /// What is said, and what PostgreSQL gives by itself to the owner and to PUBLIC where nothing is said of them.
  [[nodiscard]] Grants parse(const Settings& said) const;
};

struct Difference {
  Grants gained;
  Grants lost;
  Grants lost_option; ///< the right stays, the grant option goes
};
[[nodiscard]] Difference compare(const Grants& before, const Grants& after);
/// Rights on columns that go when these rights on the whole are revoked, although they are wanted.
[[nodiscard]] Grants taken_along(const Grants& lost, const Grants& wanted);

/// "SELECT, UPDATE (note)" for some roles.
struct Clause {
  std::string privileges;
  std::string roles; ///< "app, PUBLIC"
  bool option = false;
  Grants grants; ///< what it says
};
/// The rights on the whole object as a catalog is read: "select", "update with grant option", or "all".
[[nodiscard]] std::vector<std::string> whole_items(const Rights& rights, std::string_view on, int server_major);
/// The fewest clauses that say these grants.
[[nodiscard]] std::vector<Clause> clauses_of(const Grants& grants, const RightsOf& object);

} // namespace lockstep
