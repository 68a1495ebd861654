// Where in the source files an object and its keys were declared. Copies share it.
#pragma once

#include <lockstep/diagnostic.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lockstep {

class Places {
public:
  /// Nowhere: objects read from a catalog.
  Places() = default;
  Places(std::shared_ptr<const std::string> file, int line, int column);

  /// The place of the object itself, empty when it was not declared.
  [[nodiscard]] Position whole() const;
  [[nodiscard]] bool contains(std::string_view key) const;
  [[nodiscard]] std::optional<Position> find(std::string_view key) const;
  /// Throws std::out_of_range for a key that was not given.
  [[nodiscard]] Position at(std::string_view key) const;
  /// By file, line and column of the object.
  [[nodiscard]] bool stand_before(const Places& other) const;
  /// Notes where a key stands, in the same file as the object. The first place of a key counts.
  void add(std::string_view key, const Position& position);

private:
  struct Spot {
    int line = 0;
    int column = 0;
  };
  struct Shared {
    std::shared_ptr<const std::string> file;
    Spot whole;
    std::vector<std::pair<std::string, Spot>> keys;
  };
  [[nodiscard]] const Spot* spot_of(std::string_view key) const;
  [[nodiscard]] Position position_of(const Spot& spot) const { return {*shared_->file, spot.line, spot.column}; }
  std::shared_ptr<Shared> shared_;
};

} // namespace lockstep
