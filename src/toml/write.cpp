// The state in canonical form: sections in the order of the kinds, objects by name, columns by their place.
#include "toml/writer.hpp"

#include <lockstep/error.hpp>

#include "kinds/kinds.hpp"
#include "toml/language.hpp"
#include "toml/names.hpp"
#include "toml/schema.hpp"
#include "toml/toml_text.hpp"

#include <algorithm>

namespace lockstep {

namespace {

std::int64_t position_of(const Object& object) {
  const Field* field = position_field(*object.kind);
  const Value value = field != nullptr ? field->get(object.body.get()) : Value();
  const auto* position = std::get_if<std::int64_t>(&value);
  return position != nullptr ? *position : 0;
}

} // namespace

Writer::Writer(const State& state, const WriteOptions& options)
    : state_(state), options_(options), default_schema_(options.default_schema), folding_(state) {}

std::string Writer::write() {
  std::vector<std::pair<const Kind*, std::vector<const Object*>>> sections;
  AlignedLines top;
  top.add(text_node(std::string(default_schema_key), default_schema_));
  for (const Kind* kind : all_kinds()) {
    if (kind->parent != nullptr) continue;
    std::vector<const Object*> objects;
    for (auto it = state_.objects().lower_bound({kind->name, {}}); it != state_.objects().end(); ++it) {
      if (it->first.kind != kind->name) break;
      objects.push_back(&it->second);
    }
    if (objects.empty()) continue;
    for (const Object* object : objects) written_.insert(object->id);
    if (const auto names = names_only(*kind, objects))
      top.add(*names);
    else
      sections.emplace_back(kind, std::move(objects));
  }
  text_ = top.text();
  for (const auto& [kind, objects] : sections) write_section(*kind, objects, std::string(kind->section));
  for (const auto& [id, object] : state_.objects())
    if (!written_.contains(id))
      throw proof_error("the TOML of " + title_of(object) + " has no place: its parent is missing");
  return text_;
}

std::optional<Node> Writer::names_only(const Kind& kind, const std::vector<const Object*>& objects) const {
  if (!may_be_bare(kind)) return {};
  std::vector<std::string> names;
  for (const Object* object : objects) {
    if (!keys_of_object(*object).empty()) return {};
    const bool elsewhere = kind.scope == Scope::schema && object->id.path.front() != default_schema_;
    names.push_back(
        spell_string((elsewhere ? spell_part(object->id.path.front()) + "." : "") + spell_part(object->id.name())));
  }
  return array_node(std::string(kind.section), names);
}

void Writer::write_list(std::vector<const Object*> objects, const std::string& path) {
  std::stable_sort(objects.begin(), objects.end(),
                   [](const Object* a, const Object* b) { return position_of(*a) < position_of(*b); });
  for (const Object* object : objects) {
    AlignedLines block;
    block.add(text_node(std::string(name_key), object->id.name()));
    for (const Node& node : keys_of_object(*object)) block.add(node);
    text_ += "\n[[" + path + "]]\n" + block.text();
  }
}

void Writer::write_section(const Kind& kind, const std::vector<const Object*>& objects, const std::string& path) {
  if (kind.listed) return write_list(objects, path);
  if (!child_kinds(kind).empty() && (kind.short_form.empty() || has_children(objects))) {
    for (const Object* object : objects) write_with_children(*object, path);
    return;
  }
  const bool in_place = position_field(kind) != nullptr;
  AlignedLines lines;
  std::vector<Node> own_sections;
  for (const Object* object : objects) {
    Node node = object_node(*object);
    if (in_place || fits(node) || node.parts.empty())
      lines.add(node);
    else
      own_sections.push_back(std::move(node));
  }
  if (!lines.empty()) write_header(path, lines);
  for (const Node& node : own_sections) {
    AlignedLines block;
    for (const Node& part : node.parts) block.add(part);
    write_header(path + "." + node.key, block);
  }
}

bool Writer::has_children(const std::vector<const Object*>& objects) const {
  return std::any_of(objects.begin(), objects.end(), [&](const Object* object) {
    const auto children = child_kinds(*object->kind);
    return std::any_of(children.begin(), children.end(),
                       [&](const Kind* kind) { return !state_.children(object->id, kind->name).empty(); });
  });
}

void Writer::write_with_children(const Object& object, const std::string& path) {
  const std::string own_path = path + "." + key_of(object);
  AlignedLines block;
  for (const Node& node : keys_of_object(object)) block.add(node);
  const std::size_t before = text_.size();
  if (!block.empty()) write_header(own_path, block);
  for (const Kind* kind : child_kinds(*object.kind)) {
    const auto children = children_of(object, *kind);
    if (!children.empty()) write_section(*kind, children, own_path + "." + std::string(kind->section));
  }
  if (text_.size() == before) write_header(own_path, block);
}

std::vector<const Object*> Writer::children_of(const Object& object, const Kind& kind) {
  std::vector<const Object*> children = state_.children(object.id, kind.name);
  for (const Object* child : children) written_.insert(child->id);
  std::erase_if(children, [&](const Object* child) { return folding_.contains(child->id); });
  std::stable_sort(children.begin(), children.end(),
                   [](const Object* a, const Object* b) { return position_of(*a) < position_of(*b); });
  return children;
}

void Writer::write_header(const std::string& path, const AlignedLines& block) {
  text_ += "\n[" + path + "]\n" + block.text();
}

std::string write_schema(const State& state, const WriteOptions& options) { return Writer(state, options).write(); }

} // namespace lockstep
