// Names, types and collations of all columns, asked for once: kinds give the numbers that the catalogs hold, and what
// they stand for is found here. A look-up of each in the server costs more than everything else in its query.
#pragma once

#include "catalog/connection.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lockstep {

extern const std::string_view attributes_query;
extern const std::string_view opclasses_query;
extern const std::string_view index_collations_query;

class Attributes {
public:
  /// From the answers to the three queries, in their order.
  Attributes(Rows attributes, const Rows& opclasses, const Rows& collations);

  /// What a cell says whose column is called "field:reading" in a kind's query.
  ///   names   "RELATION {NUMBER,…}": a list of the columns' names
  ///   quoted  the same, each as an SQL identifier
  ///   target  "RELATION {NUMBER,…}|TABLE": table(column, …)
  ///   keys    index_keys_sql: a list of an index's keys, as CREATE INDEX spells them
  [[nodiscard]] std::string read(std::string_view reading, std::string_view cell) const;

private:
  struct Attribute {
    std::string_view name;
    std::uint32_t type = 0;
    std::uint32_t collation = 0;
    std::string_view options; ///< of an operator class; of indexes only those columns are here that have some
  };
  struct Opclass {
    std::uint32_t method = 0;
    std::uint32_t type = 0;
    bool is_default = false;
    std::string name; ///< with its schema where it is not pg_catalog
  };
  struct Key;

  [[nodiscard]] const Attribute* find(std::uint64_t relation, std::uint64_t number) const;
  [[nodiscard]] std::vector<std::string> names(std::string_view cell, bool quoted) const;
  [[nodiscard]] std::vector<std::string> keys(std::string_view cell) const;
  [[nodiscard]] std::string spelled(const Key& key) const;
  [[nodiscard]] bool is_chosen(const Opclass& opclass, std::uint32_t type) const;

  Rows rows_;
  std::unordered_map<std::uint64_t, Attribute> attributes_;
  std::unordered_map<std::uint64_t, Opclass> opclasses_;
  std::unordered_map<std::uint64_t, std::string> collations_;
};

} // namespace lockstep
