// Names over all files: too long, the same once cut, taken in a namespace that several kinds share.
#include "toml/collisions.hpp"

#include "base/sql.hpp"
#include "model/kind.hpp"
#include "toml/names.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace lockstep {

namespace {

bool stands_before(const Object* a, const Object* b) {
  const auto key = [](const Object* o) { return std::tie(o->declared.file, o->declared.line, o->declared.column); };
  return key(a) < key(b);
}

// Where a name must be the only one: relations of all kinds in a schema, others among their own kind and parent.
std::vector<std::string> place_of(const Object& object) {
  const std::string name = truncate_identifier(object.id.name());
  if (object.kind->is_relation) return {"", object.id.path.front(), name};
  std::vector<std::string> place{std::string(object.kind->name)};
  place.insert(place.end(), object.id.path.begin(), object.id.path.end() - 1);
  place.push_back(name);
  return place;
}

bool is_too_long(const Object& object) { return object.id.name().size() > max_identifier_bytes; }

Diagnostic long_name(const Object& object) {
  Diagnostic diagnostic;
  diagnostic.code = "name-too-long";
  diagnostic.position = object.declared;
  diagnostic.message = "the name of " + title_of(object) + " is " + std::to_string(object.id.name().size()) +
                       " bytes long, but PostgreSQL keeps only " + std::to_string(max_identifier_bytes);
  diagnostic.hint = "PostgreSQL would cut it to " + truncate_identifier(object.id.name());
  return diagnostic;
}

Diagnostic collision(const Object& first, const Object& second) {
  const bool cut = first.id.name() != second.id.name();
  Diagnostic diagnostic;
  diagnostic.code = "name-collision";
  diagnostic.position = second.declared;
  diagnostic.message = title_of(second) + " has the same name as " + title_of(first) +
                       (cut ? " once both are cut to 63 bytes" : "") + "; see " + first.declared.text();
  diagnostic.hint = cut ? "give one of the two a shorter name"
                        : "tables, indexes, sequences, views and the indexes of key constraints share one namespace "
                          "in a schema: rename one of the two";
  return diagnostic;
}

} // namespace

Mistakes find_collisions(const State& state) {
  std::vector<const Object*> objects;
  objects.reserve(state.objects().size());
  for (const auto& [id, object] : state.objects()) objects.push_back(&object);
  std::stable_sort(objects.begin(), objects.end(), stands_before);

  Mistakes mistakes;
  std::map<std::vector<std::string>, const Object*> taken;
  for (const Object* object : objects) {
    if (is_too_long(*object)) mistakes.push_back(long_name(*object));
    const auto [at, fresh] = taken.emplace(place_of(*object), object);
    if (!fresh) mistakes.push_back(collision(*at->second, *object));
  }
  return mistakes;
}

} // namespace lockstep
