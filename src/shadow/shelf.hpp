// The shelf of a kept shadow: databases that stay for later runs, found by what they hold. Internal to the room.
#pragma once

#include "catalog/connection.hpp"
#include "shadow/shadow.hpp"

#include <optional>
#include <string>
#include <vector>

namespace lockstep {

class Shelf {
public:
  /// Over the maintenance connection of a kept cluster; makes its table when it is missing.
  explicit Shelf(Connection& connection);

  /// The database with one of these keys, the first that is there; and which.
  [[nodiscard]] std::optional<FoundDatabase> find(const std::vector<std::string>& keys);
  /// Takes the newest database of a topic off the shelf.
  [[nodiscard]] std::optional<TakenDatabase> take_latest(const std::string& topic);
  void take(const std::string& database);
  /// Puts a database on the shelf, in the place of one with the same key.
  void put(const std::string& database, const Label& label);
  /// Drops the databases that nobody put on the shelf, and those on it that were not used for longest when they are too
  /// many or too large.
  /// `spares` stay.
  void tidy(const std::vector<std::string>& spares);

private:
  Connection& connection_;
};

} // namespace lockstep
