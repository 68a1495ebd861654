// What a declared object says beside its body: renamed_from, using, backfill … Few objects have any, so none cost
// little.
#pragma once

#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace lockstep {

/// A map that copies share until they change.
class Hints {
public:
  using Map = std::map<std::string, std::string>;

  Hints() = default;
  Hints(std::initializer_list<Map::value_type> hints) : shared_(std::make_shared<Map>(hints)) {}

  [[nodiscard]] const Map& all() const {
    static const Map none;
    return shared_ ? *shared_ : none;
  }
  [[nodiscard]] Map::const_iterator begin() const { return all().begin(); }
  [[nodiscard]] Map::const_iterator end() const { return all().end(); }
  [[nodiscard]] Map::const_iterator find(const std::string& key) const { return all().find(key); }
  /// What it says, or nothing.
  [[nodiscard]] std::string get(const std::string& key) const {
    const auto found = find(key);
    return found == end() ? std::string() : found->second;
  }
  [[nodiscard]] bool contains(const std::string& key) const { return all().contains(key); }
  [[nodiscard]] bool empty() const { return all().empty(); }
  [[nodiscard]] const std::string& at(const std::string& key) const { return all().at(key); }
  std::string& operator[](const std::string& key) {
    if (!shared_ || shared_.use_count() > 1) shared_ = std::make_shared<Map>(all());
    return (*shared_)[key];
  }
  bool operator==(const Hints& other) const { return all() == other.all(); }

private:
  std::shared_ptr<Map> shared_;
};

} // namespace lockstep
