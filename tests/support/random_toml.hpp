// Random states out of the field tables: any text in any field. They are well-formed for TOML, not for PostgreSQL.
#pragma once

#include "model/kind.hpp"
#include "model/state.hpp"

#include <random>
#include <set>
#include <string>
#include <vector>

namespace lockstep::test {

class Dice {
public:
  explicit Dice(unsigned seed) : random_(seed) {}
  /// A state with objects of all kinds; the same seed gives the same state.
  [[nodiscard]] State roll_state();

private:
  using Path = std::vector<std::string>;

  std::size_t below(std::size_t n);
  bool rarely() { return below(4) == 0; }
  std::string roll_text();
  std::string roll_name();
  std::string roll_arguments();
  std::string roll_word(const Field& field);
  Settings roll_settings();
  Value roll_value(const Field& field);
  Path roll_path(const Kind& kind, const Path& parent);

  bool put(State& state, Object object);
  void add_objects(State& state, const Kind& kind, const Path& parent, std::size_t most);
  void add_children(State& state, const Object& object);
  void add_beside(State& state, const Object& object, const Sugar& sugar);

  std::mt19937 random_;
  std::set<std::string> names_; ///< of relations, which must differ per schema, and of constraints, per table
};

/// All of a state as text: ids, fields, hints.
[[nodiscard]] std::string show(const State& state);

} // namespace lockstep::test
