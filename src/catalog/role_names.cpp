// The fields that point at roles say where their names stand.
#include "catalog/role_names.hpp"

#include <algorithm>

namespace lockstep {

namespace {

std::string renamed(const RoleNames& names, const std::string& name) {
  const auto found = names.find(name);
  return found == names.end() ? name : found->second;
}

/// By role: "app=select".
void rename_keys(const RoleNames& names, Settings& settings) {
  for (std::string& entry : settings.list) {
    const std::size_t equals = std::min(entry.find('='), entry.size());
    entry = renamed(names, entry.substr(0, equals)) + entry.substr(equals);
  }
  std::sort(settings.list.begin(), settings.list.end());
}

} // namespace

void rename_roles(const Kind& kind, const RoleNames& names, void* body) {
  if (names.empty()) return;
  for (const Field& field : kind.fields) {
    if (field.options.points != Points::role) continue;
    Value value = field.get(body);
    if (auto* text = std::get_if<std::string>(&value)) *text = renamed(names, *text);
    if (auto* list = std::get_if<std::vector<std::string>>(&value)) {
      for (std::string& name : *list) name = renamed(names, name);
      std::sort(list->begin(), list->end());
    }
    if (auto* settings = std::get_if<Settings>(&value)) rename_keys(names, *settings);
    field.set(body, std::move(value));
  }
}

std::string renamed_role(const Kind& kind, const RoleNames& names, const std::string& name) {
  if (!kind.named_by_role || names.empty()) return name;
  const std::size_t in = name.rfind(" in ");
  if (in == std::string::npos) return renamed(names, name);
  return renamed(names, name.substr(0, in)) + name.substr(in);
}

} // namespace lockstep
