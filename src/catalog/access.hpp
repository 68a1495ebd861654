// Owners and grants of all objects, by their addresses.
#pragma once

#include "catalog/addresses.hpp"
#include "model/value.hpp"

#include <string_view>
#include <unordered_map>

namespace lockstep {

struct Kind;

/// Who owns an object and who may do what with it; nothing where the object has no such thing.
struct Said {
  Value owner;
  Value grants;
};
using AccessOf = std::unordered_map<Address, Said, AddressHash>;

/// With version marks.
extern const std::string_view access_query;
[[nodiscard]] AccessOf access_of(const Rows& rows);
/// Fills the fields `owner` and `grants` of a body, where its kind has them.
void set_access(const Kind& kind, const Said& said, void* body);

} // namespace lockstep
