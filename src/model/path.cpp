// Paths: made once, shared by all copies.
#include "model/path.hpp"

#include <functional>
#include <utility>

namespace lockstep {

namespace {

std::size_t hash_of(const Path::Names& names) {
  std::size_t hash = names.size();
  for (const std::string& name : names) hash = hash * 1000003 + std::hash<std::string>()(name);
  return hash;
}

} // namespace

Path::Path(Names names) {
  if (names.empty()) return;
  const std::size_t hash = hash_of(names);
  shared_ = std::make_shared<const Shared>(Shared{std::move(names), hash});
}

Path Path::with_back(std::string name) const {
  Names names = this->names();
  names.back() = std::move(name);
  return names;
}

Path Path::child(std::string name) const {
  Names names = this->names();
  names.push_back(std::move(name));
  return names;
}

Path Path::parent() const { return {begin(), end() - 1}; }

const Path::Names& Path::none() {
  static const Names nothing;
  return nothing;
}

} // namespace lockstep
