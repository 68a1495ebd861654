// The functions of a kind whose objects have no ALTER but RENAME and COMMENT: what changes is dropped and created
// again.
#pragma once

#include "kinds/bare.hpp"

#include <string>

namespace lockstep {

struct UnalterableForms {
  const Form& create;
  const Form& replace;
  const Form& drop;
  const Form& rename;
};

/// `target(id)` names the object behind DROP, ALTER and COMMENT ON; `create_sql(id, body)` makes it.
template <typename Body, auto target, auto create_sql, const UnalterableForms& forms> struct Unalterable {
  static void create(const Object& object, const State& /*state*/, Steps& steps) {
    const auto& made = body<Body>(object);
    push_bare_create(steps, forms.create, object.id, create_sql(object.id, made), target(object.id), made.comment);
  }

  static void alter(const Object& from, const Object& to, const Changed& changed, const State& state, Steps& steps) {
    const auto& before = body<Body>(from);
    const auto& after = body<Body>(to);
    const bool only_comment = changed.fields.size() == 1 && changed.has("comment");
    if (only_comment) return push_bare_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
    push_replacement(steps, forms.replace, to.id, state,
                     {"DROP " + target(to.id), create_sql(to.id, after), create_sql(to.id, before)});
    push_bare_comment(steps, to.id, target(to.id), after.comment);
  }

  static void drop(const Object& object, const State& /*state*/, Steps& steps) {
    steps.push_back(
        bare_step(forms.drop, object.id, "DROP " + target(object.id), create_sql(object.id, body<Body>(object))));
  }

  static void rename(const Object& from, const Id& to, Steps& steps) {
    push_bare_rename(steps, forms.rename, from.id, to, target(from.id), target(to));
  }
};

} // namespace lockstep
