// An object of a schema: its id, its body and where it was declared.
#pragma once

#include "model/hints.hpp"
#include "model/path.hpp"
#include "model/places.hpp"

#include <compare>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

struct Kind;

/// Names one object: its kind's name and its path, for example {"column", {"public", "orders", "id"}}.
/// `kind` points at the name in the kind's own table and so lives for ever.
struct Id {
  std::string_view kind;
  Path path;

  [[nodiscard]] const std::string& name() const { return path.back(); }
  std::strong_ordering operator<=>(const Id& other) const {
    const bool same_kind = kind.data() == other.kind.data() && kind.size() == other.kind.size();
    if (const auto order = same_kind ? std::strong_ordering::equal : kind <=> other.kind; order != 0) return order;
    return path <=> other.path;
  }
  bool operator==(const Id&) const = default;
};

struct IdHash {
  std::size_t operator()(const Id& id) const { return id.path.hash() ^ std::hash<std::string_view>()(id.kind); }
};

/// "public.orders.id"; the argument types in a function's name stay as they are.
[[nodiscard]] std::string name_text(const std::vector<std::string>& path);
/// "column public.orders.id"
[[nodiscard]] std::string to_text(const Id& id);

struct Object {
  Id id;
  const Kind* kind = nullptr;
  std::shared_ptr<const void> body;
  Places places;    ///< where it and its fields were declared; empty for objects read from a catalog
  Hints hints;      ///< read only while they apply
  std::string home; ///< schema in which unqualified names of its text are looked up first
};

/// The body as the kind's own struct.
template <typename Body> const Body& body(const Object& object) { return *static_cast<const Body*>(object.body.get()); }

} // namespace lockstep
