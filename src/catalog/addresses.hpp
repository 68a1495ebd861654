// Where an object stands in pg_depend: (classid, objid, objsubid), and the way from there to its Id.
#pragma once

#include "catalog/connection.hpp"
#include "model/state.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lockstep {

struct Address {
  std::uint32_t classid = 0;
  std::uint32_t objid = 0;
  std::int32_t objsubid = 0;
  bool operator==(const Address&) const = default;
};

struct AddressHash {
  std::size_t operator()(const Address& a) const {
    return (static_cast<std::size_t>(a.objid) << 20U) ^ (static_cast<std::size_t>(a.classid) << 8U) ^
           static_cast<std::size_t>(a.objsubid);
  }
};

using Addresses = std::unordered_map<Address, Id, AddressHash>;

/// The address in columns `first`, `first + 1`, `first + 2` of a row.
[[nodiscard]] Address address_at(const Rows& rows, std::size_t row, std::size_t first);

/// Members of extensions.
extern const std::string_view members_query;
/// Each with its extension.
[[nodiscard]] Addresses extension_members(const Rows& rows);

/// Rows of pg_depend name rules, defaults, row types, array types and constraint indexes, which are no objects of ours:
/// `parts_query` says which object each of them is a part of.
extern const std::string_view parts_query;
extern const std::string_view needs_query;
/// Adds what objects need to the state, from the answers to the two queries.
void add_needs(const Rows& parts, const Rows& needs, const Addresses& addresses, const Addresses& members,
               State& state);

/// What the catalogs hold and no kind models.
[[nodiscard]] std::vector<std::string> unknown_queries(bool of_server = true);
void add_unknown(const Rows& rows, State& state);

} // namespace lockstep
