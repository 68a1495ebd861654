// Reads a live catalog into a State: one read-only REPEATABLE READ transaction, one query per kind.
#pragma once

#include "catalog/connection.hpp"
#include "model/state.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

struct ReadOptions {
  /// search_path while expressions and types are spelled: empty makes every name qualified (what comparison needs).
  std::string search_path;
  /// Schemas whose objects are left out.
  std::vector<std::string> ignore_schemas;
  /// Objects whose kind has contents: what to read of them. Others of such kinds are not read.
  std::vector<Object> contents = {};
  /// Reads also what belongs to the whole server.
  bool of_server = false;
  /// What roles are called there → what the state is to call them.
  std::map<std::string, std::string> role_names = {};
  /// The connection has a transaction open: what is read is what it sees, and it stays open.
  bool inside_transaction = false;
};

/// Begins the transaction in which a database is looked at.
inline constexpr std::string_view one_moment = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// Reads every object of every kind, what they need, and what no kind models. Throws Error (database).
[[nodiscard]] State read_state(Connection& connection, const ReadOptions& options = {});

} // namespace lockstep
