// Turns single-column keys, checks and references with default names back into keys of their column.
#include "toml/folding.hpp"

#include "toml/language.hpp"
#include "toml/names.hpp"

#include <algorithm>

namespace lockstep {

namespace {

bool is_named_by_default(const Sugar& sugar, const Object& on, const Object& made) {
  return made.id.name() == default_name(sugar, on);
}

bool names_just(const Sugar& sugar, const Object& made, const std::string& column) {
  const Field* field = find_field(*made.kind, sugar.columns_field);
  if (field == nullptr) return true;
  const Value value = field->get(made.body.get());
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) return *list == std::vector{column};
  const auto* text = std::get_if<std::string>(&value);
  return text != nullptr && *text == column;
}

bool says(const std::vector<const Field*>& said, std::string_view key) {
  return std::any_of(said.begin(), said.end(), [&](const Field* field) { return field->key == key; });
}

} // namespace

std::vector<const Field*> said_fields(const Object& object) {
  const std::shared_ptr<const void> defaults = object.kind->make();
  std::vector<const Field*> said;
  for (const Field& field : object.kind->fields)
    if (!field.options.hidden && field.get(object.body.get()) != field.get(defaults.get())) said.push_back(&field);
  return said;
}

bool says_all(const Sugar& sugar, const Object& object) {
  const auto said = said_fields(object);
  if (!object.hints.empty() || (!sugar.field.empty() && !says(said, sugar.field))) return false;
  return std::all_of(said.begin(), said.end(), [&](const Field* field) {
    return field->key == sugar.field || field->key == sugar.columns_field || goes_along(sugar, field->key);
  });
}

Folding::Folding(const State& state) {
  for (const auto& [id, object] : state.objects())
    for (const Sugar& sugar : object.kind->sugar)
      if (is_on_parent(sugar, *object.kind)) fold_children(state, object, sugar);
  for (const auto& [id, object] : state.objects())
    for (const Sugar& sugar : object.kind->sugar)
      if (!is_on_parent(sugar, *object.kind)) fold_beside(state, object, sugar);
}

// On the parent the sugar has a long form, which says everything: any one child will do.
void Folding::fold_children(const State& state, const Object& object, const Sugar& sugar) {
  const auto children = state.children(object.id, sugar.makes->name);
  if (children.empty()) return;
  const auto by_default = std::find_if(children.begin(), children.end(),
                                       [&](const Object* child) { return is_named_by_default(sugar, object, *child); });
  take(object, sugar, by_default != children.end() ? **by_default : *children.front());
}

void Folding::fold_beside(const State& state, const Object& object, const Sugar& sugar) {
  if (object.id.path.size() < 2) return;
  Id id{sugar.makes->name, sugar_parent(sugar, object)};
  id.path = id.path.child(default_name(sugar, object));
  const Object* made = state.find(id);
  if (made == nullptr || contains(id)) return;
  if (!names_just(sugar, *made, object.id.name()) || !says_all(sugar, *made)) return;
  if (!mixes_up(object.id, sugar, *made)) take(object, sugar, *made);
}

// A key along that could belong to two sugars of one object would not be read back.
bool Folding::mixes_up(const Id& into, const Sugar& sugar, const Object& object) const {
  for (const Folded& other : this->into(into)) {
    for (const Field* field : said_fields(*other.object))
      if (goes_along(*other.sugar, field->key) && goes_along(sugar, field->key)) return true;
    for (const Field* field : said_fields(object))
      if (goes_along(*other.sugar, field->key) && goes_along(sugar, field->key)) return true;
  }
  return false;
}

void Folding::take(const Object& into, const Sugar& sugar, const Object& object) {
  into_[into.id].push_back({&sugar, &object});
  folded_.insert(object.id);
}

const std::vector<Folded>& Folding::into(const Id& id) const {
  static const std::vector<Folded> none;
  const auto found = into_.find(id);
  return found != into_.end() ? found->second : none;
}

} // namespace lockstep
