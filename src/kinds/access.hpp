// Owner and grants: two fields that many kinds have, and the statements that are the same for all of them.
// https://www.postgresql.org/docs/current/ddl-priv.html
#pragma once

#include "model/kind.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace lockstep {

/// The first base of the bodies of kinds that have an owner.
struct Access {
  std::string owner;
  std::optional<Settings> grants; ///< by role; empty: what PostgreSQL gives by itself, and nothing else
};

namespace detail {
template <typename Body> Value get_owner(const void* body) {
  const std::string& owner = static_cast<const Body*>(body)->owner;
  return owner.empty() ? Value() : Value(owner);
}
template <typename Body> bool set_owner(void* body, Value value) {
  const auto* text = std::get_if<std::string>(&value);
  static_cast<Body*>(body)->owner = text != nullptr ? *text : std::string();
  return text != nullptr || std::holds_alternative<std::monostate>(value);
}
template <typename Body> Value get_grants(const void* body) {
  const auto& grants = static_cast<const Body*>(body)->grants;
  return grants ? Value(*grants) : Value();
}
template <typename Body> bool set_grants(void* body, Value value) {
  const auto* settings = std::get_if<Settings>(&value);
  auto& grants = static_cast<Body*>(body)->grants;
  grants = settings != nullptr ? std::optional(*settings) : std::nullopt;
  return settings != nullptr || std::holds_alternative<std::monostate>(value);
}
} // namespace detail

template <typename Body> constexpr Field owner_field() {
  return {"owner",
          "role that owns it; left alone where it is not said",
          Shape::text,
          FieldOptions{.points = Points::role, .when_declared = true},
          &detail::get_owner<Body>,
          &detail::set_owner<Body>};
}
template <typename Body> constexpr Field grants_field() {
  return {"grants",
          "privileges by role, `public` among them: `app = \"select, update (note)\"`; left alone where it is "
          "not said",
          Shape::settings,
          FieldOptions{.points = Points::role, .when_declared = true},
          &detail::get_grants<Body>,
          &detail::set_grants<Body>};
}

/// True for the two fields.
[[nodiscard]] bool is_access(const Field& field);
/// True for the forms below.
[[nodiscard]] bool is_access(const Form& form);
/// What brings owner and grants of an object that is there to what is wanted.
void push_access(const Object& from, const Object& to, const Changed& changed, const State& to_state, Steps& steps);

/// Gives what has just been made the owner that it says.
void push_owner(const Object& object, const State& state, Steps& steps);

/// Stands for the owner of an object: a word between steps, no object of a state.
[[nodiscard]] Id owner_of(const Id& id);

namespace access {
inline constexpr Form set_owner{
    .code = "set_owner",
    .lock = Lock::access_exclusive,
    .hazards = breaks_old_code,
    .follows_up = true,
    .explain = "ALTER … OWNER TO changes the catalog only, but waits for everybody who uses the table. The old owner "
               "loses every right that it has not been granted."};
inline constexpr Form hand_over{.code = "set_owner_of_no_table",
                                .hazards = breaks_old_code,
                                .follows_up = true,
                                .explain = "ALTER … OWNER TO changes the catalog only. The old owner loses every right "
                                           "that it has not been granted."};
inline constexpr Form give{.code = "give_to_owner",
                           .lock = Lock::access_exclusive,
                           .follows_up = true,
                           .explain = "What has just been made gets its owner."};
inline constexpr Form grant{
    .code = "grant", .follows_up = true, .explain = "GRANT changes the catalog only; nobody waits for it."};
inline constexpr Form revoke{
    .code = "revoke",
    .hazards = breaks_old_code,
    .follows_up = true,
    .explain = "REVOKE changes the catalog only. Application code that still needs the right fails at once, so it "
               "waits until every application version has moved."};
inline constexpr Form set_default{.code = "alter_default_privileges",
                                  .explain = "ALTER DEFAULT PRIVILEGES counts for objects that are made later; those "
                                             "that are there keep what they have."};
inline constexpr Form withhold{.code = "withhold",
                               .follows_up = true,
                               .explain = "What PostgreSQL gives to PUBLIC by itself is taken away before anybody can "
                                          "use it."};
} // namespace access

} // namespace lockstep
