// Where an object stands in pg_depend: (classid, objid, objsubid), and the way from there to its Id.
#pragma once

#include "catalog/connection.hpp"
#include "model/state.hpp"

#include <cstdint>
#include <string>
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

/// Adds the members of extensions, each pointing at its extension.
[[nodiscard]] Addresses read_extension_members(Connection& connection);
/// Adds what objects need to the state, from one query over pg_depend.
void read_needs(Connection& connection, const Addresses& addresses, const Addresses& members, State& state);
/// Lists what the catalogs hold and no kind models.
[[nodiscard]] std::vector<std::string> read_unknown(Connection& connection);

} // namespace lockstep
