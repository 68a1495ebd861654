// Places: one small list of keys for each object.
#include "model/places.hpp"

#include <stdexcept>
#include <tuple>

namespace lockstep {

Places::Places(std::shared_ptr<const std::string> file, int line, int column)
    : shared_(std::make_shared<Shared>(Shared{std::move(file), {line, column}, {}})) {}

Position Places::whole() const { return shared_ ? position_of(shared_->whole) : Position(); }

const Places::Spot* Places::spot_of(std::string_view key) const {
  if (shared_)
    for (const auto& [known, spot] : shared_->keys)
      if (known == key) return &spot;
  return nullptr;
}

bool Places::contains(std::string_view key) const { return spot_of(key) != nullptr; }

std::optional<Position> Places::find(std::string_view key) const {
  const Spot* spot = spot_of(key);
  return spot == nullptr ? std::nullopt : std::optional(position_of(*spot));
}

Position Places::at(std::string_view key) const {
  if (auto position = find(key)) return *std::move(position);
  throw std::out_of_range("no place is known for '" + std::string(key) + "'");
}

bool Places::stand_before(const Places& other) const {
  if (!shared_ || !other.shared_) return !shared_ && other.shared_;
  const Shared& one = *shared_;
  const Shared& two = *other.shared_;
  return std::tie(*one.file, one.whole.line, one.whole.column) < std::tie(*two.file, two.whole.line, two.whole.column);
}

void Places::add(std::string_view key, const Position& position) {
  if (contains(key)) return;
  if (!shared_) shared_ = std::make_shared<Shared>(Shared{std::make_shared<const std::string>(position.file), {}, {}});
  if (shared_.use_count() > 1) shared_ = std::make_shared<Shared>(*shared_);
  shared_->keys.emplace_back(key, Spot{position.line, position.column});
}

} // namespace lockstep
