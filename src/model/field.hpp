// One attribute of a kind. The field table of a kind drives TOML, catalog, comparison, hash, JSON Schema and reference.
#pragma once

#include "model/value.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace lockstep {

/// What a difference in the field means for the object.
enum class OnChange {
  alter,   ///< an ALTER changes it in place
  reshape, ///< an ALTER changes it, but what depends on the object (views …) must be dropped before and put back after
  recreate, ///< the object must be dropped and created again
  ignore,   ///< never a difference
};

/// What the text of the field refers to.
enum class Points { nowhere, type, role, relation, expression };

enum class Shape { boolean, integer, text, list, settings, records };

struct FieldOptions {
  OnChange on_change = OnChange::alter;
  Points points = Points::nowhere;
  /// In TOML a number, boolean or date may stand for the SQL literal (only for Shape::text).
  bool literal = false;
  /// Read from the catalog only; never in TOML.
  bool hidden = false;
  /// The only words allowed, empty when any text is.
  std::span<const std::string_view> choices = {};
  /// Compared only where both sides say something; a pull leaves it out (the version of an extension).
  bool when_declared = false;
  /// First PostgreSQL major that knows it, 0 for all.
  int since = 0;
  /// Settings that keep the order in which they were given, as PostgreSQL does and pg_dump shows; else sorted.
  bool in_order = false;
  /// An object without it makes no sense: it must be given in TOML.
  bool required = false;
  /// `file = "…"` may stand for it in TOML: its text is what that file holds.
  bool from_file = false;
};

struct Field {
  std::string_view key;     ///< TOML key = alias in the catalog query = word in reports
  std::string_view summary; ///< one line for the reference and the JSON Schema
  Shape shape;
  FieldOptions options;
  Value (*get)(const void* body);
  /// Takes a value of the field's shape, or nothing (monostate) for "not given". False when the shape is wrong.
  bool (*set)(void* body, Value value);
};

namespace detail {
template <typename T> struct MemberOf;
template <typename Class, typename T> struct MemberOf<T Class::*> {
  using Body = Class;
  using Type = T;
};
template <typename T> struct ShapeOf;
template <> struct ShapeOf<bool> { static constexpr Shape value = Shape::boolean; };
template <> struct ShapeOf<std::optional<std::int64_t>> { static constexpr Shape value = Shape::integer; };
template <> struct ShapeOf<std::string> { static constexpr Shape value = Shape::text; };
template <> struct ShapeOf<std::vector<std::string>> { static constexpr Shape value = Shape::list; };
template <> struct ShapeOf<Settings> { static constexpr Shape value = Shape::settings; };
template <> struct ShapeOf<Records> { static constexpr Shape value = Shape::records; };

template <auto Member> Value get_member(const void* body) {
  using M = MemberOf<decltype(Member)>;
  const auto& value = static_cast<const typename M::Body*>(body)->*Member;
  if constexpr (std::is_same_v<typename M::Type, std::optional<std::int64_t>>) {
    return value ? Value(*value) : Value();
  } else if constexpr (std::is_same_v<typename M::Type, bool>) {
    return value;
  } else if constexpr (std::is_same_v<typename M::Type, Settings> || std::is_same_v<typename M::Type, Records>) {
    return value.list.empty() ? Value() : Value(value);
  } else {
    return value.empty() ? Value() : Value(value);
  }
}

template <auto Member> bool set_member(void* body, Value value) {
  using M = MemberOf<decltype(Member)>;
  using T = typename M::Type;
  auto& member = static_cast<typename M::Body*>(body)->*Member;
  if (std::holds_alternative<std::monostate>(value)) {
    member = T{};
    return true;
  }
  using Held = std::conditional_t<std::is_same_v<T, std::optional<std::int64_t>>, std::int64_t, T>;
  auto* held = std::get_if<Held>(&value);
  if (held == nullptr) return false;
  member = std::move(*held);
  return true;
}
} // namespace detail

/// A field over a member of the kind's body: `field<&Column::type>("type", "data type", {.points = Points::type})`.
template <auto Member>
constexpr Field field(std::string_view key, std::string_view summary, FieldOptions options = {}) {
  using T = typename detail::MemberOf<decltype(Member)>::Type;
  return {key, summary, detail::ShapeOf<T>::value, options, &detail::get_member<Member>, &detail::set_member<Member>};
}

} // namespace lockstep
