// What makes a declared state, in a form that can be noted down beside the database it made, so that a later run can
// bring that database up to date instead of making everything again.
#pragma once

#include "catalog/connection.hpp"
#include "model/state.hpp"

#include <map>
#include <string>
#include <vector>

namespace lockstep {

/// What makes one object, with the children that its CREATE holds.
struct Making {
  const Object* object = nullptr; ///< null in notes
  std::string statements;         ///< a hash: all statements and the search_path under which they run
  std::string drop;               ///< takes the object away again; several statements are separated by "; "
  std::vector<Id> makes;
  std::vector<std::string> needs; ///< names of makings; known once the database was read back
};

class Makings {
public:
  /// Statements say what this version of PostgreSQL knows.
  Makings(State declared, int server_major);
  /// One hash over all statements: databases made with the same hash are the same.
  [[nodiscard]] std::string hash() const;
  /// What `revise` of a later run wants to know; `read` is the state as read back.
  [[nodiscard]] std::string notes(const State& read) const;
  /// Brings a database with these notes up to date in one transaction: drops what changed and all that stands on it,
  /// and makes that again. False, with the database as it was, when that is not possible or would take away and make
  /// more than `most` objects.
  [[nodiscard]] bool revise(Connection& connection, const std::string& notes, std::size_t most) const;
  [[nodiscard]] std::size_t size() const { return makings_.size(); }

private:
  State declared_;
  std::map<std::string, Making> makings_;
};

} // namespace lockstep
