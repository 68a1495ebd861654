// Names over all files: too long, the same once cut, taken in a namespace that several kinds share.
#include "toml/collisions.hpp"

#include "base/sql.hpp"
#include "kinds/kinds.hpp"
#include "toml/names.hpp"

#include <algorithm>
#include <unordered_map>

namespace lockstep {

namespace {

bool stands_before(const Object* a, const Object* b) { return a->places.stand_before(b->places); }

// Argument types do not count for the length of a name.
std::string name_of(const Object& object) {
  const std::string& name = object.id.name();
  if (!object.kind->joiner.empty() || object.kind->listed) return {};
  return object.kind->has_signature ? name.substr(0, name.find('(')) : name;
}

// Where a name must be the only one: relations of all kinds in a schema, constraints of all kinds on a table, others
// among their own kind and parent.
std::vector<std::string> places_of(const Object& object) {
  constexpr char separator = '\0';
  const std::string whole = name_of(object);
  const std::string types = object.id.name().substr(whole.size());
  const std::string name = separator + truncate_identifier(whole) + types;
  std::vector<std::string> places;
  if (object.kind->is_relation) places.push_back(object.id.path.front() + name);
  if (object.kind->is_relation && !is_constraint(*object.kind)) return places;
  std::string place(is_constraint(*object.kind) ? "constraint" : object.kind->name);
  for (std::size_t i = 0; i + 1 < object.id.path.size(); ++i) place.append(1, separator).append(object.id.path[i]);
  places.push_back(place + name);
  return places;
}

bool is_too_long(const Object& object) { return name_of(object).size() > max_identifier_bytes; }

Diagnostic long_name(const Object& object) {
  Diagnostic diagnostic;
  diagnostic.code = "name-too-long";
  diagnostic.position = object.places.whole();
  diagnostic.message = "the name of " + title_of(object) + " is " + std::to_string(name_of(object).size()) +
                       " bytes long, but PostgreSQL keeps only " + std::to_string(max_identifier_bytes);
  diagnostic.hint = "PostgreSQL would cut it to " + truncate_identifier(name_of(object));
  return diagnostic;
}

Diagnostic collision(const Object& first, const Object& second) {
  const bool cut = first.id.name() != second.id.name();
  const bool constraints = is_constraint(*first.kind) && is_constraint(*second.kind);
  Diagnostic diagnostic;
  diagnostic.code = "name-collision";
  diagnostic.position = second.places.whole();
  diagnostic.message = title_of(second) + " has the same name as " + title_of(first) +
                       (cut ? " once both are cut to 63 bytes" : "") + "; see " + first.places.whole().text();
  diagnostic.hint = cut ? "give one of the two a shorter name"
                    : constraints
                        ? "the constraints of one table share one namespace: rename one of the two"
                        : "tables, indexes, sequences, views and the indexes of key constraints share one namespace "
                          "in a schema: rename one of the two";
  return diagnostic;
}

} // namespace

Mistakes find_collisions(const State& state) {
  // Where no name is cut, only relations and constraints can collide: the others differ by their ids.
  std::vector<const Object*> candidates;
  std::vector<const Object*> others;
  bool any_long = false;
  for (const auto& [id, object] : state.objects()) {
    (object.kind->is_relation || is_constraint(*object.kind) ? candidates : others).push_back(&object);
    any_long = any_long || is_too_long(object);
  }
  if (any_long) candidates.insert(candidates.end(), others.begin(), others.end());
  std::stable_sort(candidates.begin(), candidates.end(), stands_before);

  Mistakes mistakes;
  std::unordered_map<std::string, const Object*> taken(candidates.size());
  for (const Object* object : candidates) {
    if (is_too_long(*object)) mistakes.push_back(long_name(*object));
    const Object* holder = nullptr;
    for (std::string& place : places_of(*object)) {
      const auto [at, fresh] = taken.emplace(std::move(place), object);
      if (!fresh && holder == nullptr) holder = at->second;
    }
    if (holder != nullptr) mistakes.push_back(collision(*holder, *object));
  }
  return mistakes;
}

} // namespace lockstep
