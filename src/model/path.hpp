// The names that lead to an object. They are many and long-lived, so copies share them.
#pragma once

#include <compare>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

namespace lockstep {

class Path {
public:
  using Names = std::vector<std::string>;

  Path() = default;
  Path(std::initializer_list<std::string> names) : Path(Names(names)) {}
  Path(Names names);
  template <typename Iterator> Path(Iterator begin, Iterator end) : Path(Names(begin, end)) {}

  [[nodiscard]] const Names& names() const { return shared_ ? shared_->names : none(); }
  operator const Names&() const { return names(); }
  [[nodiscard]] Names::const_iterator begin() const { return names().begin(); }
  [[nodiscard]] Names::const_iterator end() const { return names().end(); }
  [[nodiscard]] std::size_t size() const { return names().size(); }
  [[nodiscard]] bool empty() const { return !shared_; }
  [[nodiscard]] const std::string& front() const { return names().front(); }
  [[nodiscard]] const std::string& back() const { return names().back(); }
  [[nodiscard]] const std::string& at(std::size_t at) const { return names().at(at); }
  [[nodiscard]] const std::string& operator[](std::size_t at) const { return names()[at]; }

  /// The same path with another last name, with one more name, and without the last.
  [[nodiscard]] Path with_back(std::string name) const;
  [[nodiscard]] Path child(std::string name) const;
  [[nodiscard]] Path parent() const;

  [[nodiscard]] std::size_t hash() const { return shared_ ? shared_->hash : 0; }
  bool operator==(const Path& other) const {
    return shared_ == other.shared_ || (hash() == other.hash() && names() == other.names());
  }
  std::strong_ordering operator<=>(const Path& other) const {
    if (shared_ == other.shared_) return std::strong_ordering::equal;
    return names() <=> other.names();
  }

private:
  struct Shared {
    Names names;
    std::size_t hash;
  };
  static const Names& none();
  std::shared_ptr<const Shared> shared_;
};

} // namespace lockstep
