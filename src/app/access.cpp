// Which owners and grants are compared. What a schema says is; what it does not say is left alone, unless lockstep.toml
// asks for it.
#include "app/planning.hpp"

#include "kinds/kinds.hpp"

namespace lockstep {

namespace {

bool is_silent(const Value& value) { return std::holds_alternative<std::monostate>(value); }

/// Whether the statements that made the side gave the object an owner or grants at all.
bool says(const Loaded& side, const Object& object, const Field& field) {
  const Value value = field.get(object.body.get());
  if (is_silent(value)) return false;
  if (const auto* owner = std::get_if<std::string>(&value)) return *owner != side.made_by;
  const auto* grants = std::get_if<Settings>(&value);
  return grants != nullptr && !grants->list.empty();
}

/// The objects that have an owner.
State owned_in(const State& state) {
  State owned;
  for (const auto& [id, object] : state.objects())
    if (find_field(*object.kind, "owner") != nullptr) owned.put(object);
  return owned;
}

bool is_made(const Loaded& side) {
  return side.kind == SourceKind::chain || side.kind == SourceKind::script || side.kind == SourceKind::foreign;
}

/// Whether the side keeps what it knows of the field.
bool keeps(const Loaded& side, const Loaded& other, const Object& object, const Field& field) {
  const Object* counterpart = other.state.find(object.id);
  if (other.kind == SourceKind::schema) return counterpart != nullptr && !is_silent(field.get(counterpart->body.get()));
  if (is_made(side) && says(side, object, field)) return true;
  return is_made(other) && counterpart != nullptr && says(other, *counterpart, field);
}

} // namespace

namespace {

/// A role that only the server knows is nobody's business, and a script says nothing of roles.
void forget_roles(Loaded& one, const Loaded& other) {
  std::vector<Id> forgotten;
  for (const auto& [id, object] : one.state.objects()) {
    const bool unsaid = one.kind == SourceKind::live && other.state.find(id) == nullptr;
    const bool by_script = one.kind == SourceKind::script || other.kind == SourceKind::script;
    if (object.kind->of_server && (unsaid || by_script)) forgotten.push_back(id);
  }
  for (const Id& id : forgotten) one.state.remove(id);
}

} // namespace

void Project::settle_access(Loaded& one, Loaded& other) const {
  forget_roles(one, other);
  forget_roles(other, one);
  const auto forgotten_by = [&](const Loaded& side, const Loaded& against) {
    return [&](const Object& object, const Field& field) {
      const bool managed = config_.manage.contains(std::string(field.key));
      // An owner that nobody gave is the shadow's own.
      if (managed && (field.key == "grants" || !is_made(side))) return false;
      return side.kind != SourceKind::schema && !keeps(side, against, object, field);
    };
  };
  if (!config_.manage.contains("grants")) {
    // What a schema leaves out, and what a live database has beside what was made, is nobody's.
    if (one.kind == SourceKind::live) forget_unsaid_defaults(one.state, other.state);
    if (other.kind == SourceKind::live) forget_unsaid_defaults(other.state, one.state);
    if (one.kind == SourceKind::schema) forget_unsaid_defaults(other.state, one.state);
    if (other.kind == SourceKind::schema) forget_unsaid_defaults(one.state, other.state);
  }
  if (one.kind == SourceKind::schema && other.kind == SourceKind::schema)
    say_usual(one.state, other.state, one.made_by);
  spell_grants(one.state, other.state);
  spell_grants(other.state, one.state);
  // Each is judged by what the other was before.
  const Loaded before{owned_in(one.state), {}, {}, one.kind, one.made_by};
  forget_access(one.state, forgotten_by(one, other));
  forget_access(other.state, forgotten_by(other, before));
}

void forget_unmanaged(const Config& config, State& state) {
  if (!config.manage.contains("grants")) forget_unsaid_defaults(state, {});
  forget_access(state,
                [&](const Object&, const Field& field) { return !config.manage.contains(std::string(field.key)); });
}

} // namespace lockstep
