// What is said of owners and grants, and what two states leave to each other.
#include "kinds/access_said.hpp"

#include "kinds/access.hpp"
#include "kinds/kinds.hpp"

#include <algorithm>

namespace lockstep {

std::string owner_said(const Object& object) { return text_of(object, "owner"); }

RightsOf rights_of(const Object& object, const std::string& owner, const State& state) {
  return {object.kind->grants_on, owner, state.server_major,
          object.kind->name == "schema" && object.id.name() == "public"};
}

Grants grants_in(const Object& object, const RightsOf& rights) {
  const Value value = value_of(object, "grants");
  const auto* settings = std::get_if<Settings>(&value);
  return rights.parse(settings != nullptr ? *settings : Settings{});
}

void forget_access(State& state, const std::function<bool(const Object&, const Field&)>& is_forgotten) {
  std::vector<Object> updated;
  std::vector<Id> plain;
  for (const auto& [id, object] : state.objects()) {
    if (find_field(*object.kind, "owner") == nullptr) continue;
    std::shared_ptr<void> body;
    bool says_something = false;
    for (const Field& field : object.kind->fields) {
      const bool forget = is_access(field) && is_forgotten(object, field);
      if (forget && body == nullptr) body = copied_body(object);
      if (forget) field.set(body.get(), {});
      says_something = says_something || field.get(body ? body.get() : object.body.get()) != Value();
    }
    if (id.kind == "schema" && id.name() == "public" && !says_something) plain.push_back(id);
    if (body == nullptr) continue;
    updated.push_back(object);
    updated.back().body = body;
  }
  for (Object& object : updated) state.put(std::move(object));
  for (const Id& id : plain) state.remove(id);
}

void forget_unsaid_defaults(State& state, const State& like) {
  std::vector<Id> unsaid;
  for (const auto& [id, object] : state.objects())
    if (id.kind == "default_privileges" && like.find(id) == nullptr) unsaid.push_back(id);
  for (const Id& id : unsaid) state.remove(id);
}

void spell_grants(State& state, const State& like) {
  std::vector<Object> updated;
  for (const auto& [id, object] : state.objects()) {
    if (find_field(*object.kind, "grants") == nullptr) continue;
    const Object* other = like.find(id);
    if (other == nullptr || !owner_said(*other).empty()) continue;
    const Value said = value_of(*other, "grants");
    const Value own = value_of(object, "grants");
    if (said == Value() || own == Value() || said == own) continue;
    const RightsOf rights = rights_of(object, owner_said(object), state);
    const Grants held = grants_in(object, rights);
    Grants wanted = grants_in(*other, rights);
    // Its owner, whom the other leaves unsaid, may do more than is granted there.
    if (const auto owner = held.find(rights.owner); owner != held.end())
      if (compare({*owner}, {{rights.owner, wanted[rights.owner]}}).gained.empty())
        wanted[rights.owner] = owner->second;
    if (held != wanted) continue;
    updated.push_back(object);
    const std::shared_ptr<void> body = copied_body(object);
    find_field(*object.kind, "grants")->set(body.get(), said);
    updated.back().body = body;
  }
  for (Object& object : updated) state.put(std::move(object));
}

void say_only(State& state, const State& like) {
  forget_unsaid_defaults(state, like);
  spell_grants(state, like);
  forget_access(state, [&](const Object& object, const Field& field) {
    const Object* other = like.find(object.id);
    return other == nullptr || std::holds_alternative<std::monostate>(field.get(other->body.get()));
  });
}

void say_usual(State& state, const State& like, const std::string& made_by) {
  std::vector<Object> updated;
  for (const auto& entry : state.objects()) {
    const Object& object = entry.second;
    const Object* other = like.find(entry.first);
    if (other == nullptr || find_field(*object.kind, "owner") == nullptr) continue;
    const auto is_unsaid = [&](std::string_view key) {
      return find_field(*object.kind, key) != nullptr && value_of(object, key) == Value() &&
             value_of(*other, key) != Value();
    };
    if (!is_unsaid("owner") && !is_unsaid("grants")) continue;
    const std::shared_ptr<void> body = copied_body(object);
    if (is_unsaid("owner")) find_field(*object.kind, "owner")->set(body.get(), made_by);
    if (is_unsaid("grants")) find_field(*object.kind, "grants")->set(body.get(), Settings{});
    updated.push_back(object);
    updated.back().body = body;
  }
  for (Object& object : updated) state.put(std::move(object));
}

} // namespace lockstep
