// Turns the tree of one TOML file into objects. A loop over the kinds and their field tables: it knows none by name.
#pragma once

#include "model/kind.hpp"
#include "toml/document.hpp"
#include "toml/value.hpp"

#include <optional>
#include <string>
#include <vector>

namespace lockstep {

class Reader {
public:
  /// Objects go into `state`, what is wrong into `mistakes`.
  Reader(const Document& document, State& state, Mistakes& mistakes);
  void read();

private:
  /// Keys of an object that are not its own fields, kept until the object itself is whole.
  struct Later {
    std::vector<std::pair<const Sugar*, Entry>> sugar;
    std::vector<Entry> along;
    std::vector<std::pair<const Kind*, Entry>> sections;
  };
  using Path = std::vector<std::string>;

  void read_default_schema();
  void read_section(const Kind& kind, const Path& parent, const Entry& section);
  void read_names(const Kind& kind, const Path& parent, const Entry& section, const toml::array& names);
  void read_list(const Kind& kind, const Entry& section);
  void read_listed(const Kind& kind, const toml::table& table, int position);
  void read_object(const Kind& kind, const Path& parent, const Entry& entry, int position);
  void read_short_form(Object& object, void* body, const Entry& entry);
  void read_keys(Object& object, void* body, const toml::table& table, std::string_view skip, Later& later);
  void read_field(Object& object, void* body, const Field& field, const Entry& entry);
  /// `file = "…"`: the text of a field stands in a file of its own, beside this one.
  void read_file_field(Object& object, void* body, const Field& field, const Entry& entry);
  void said_twice(const Object& object, const Field& field, const Position& at);
  void read_hint(Object& object, const Entry& entry);

  void read_sugar(const Object& owner, const Sugar& sugar, const Entry& entry, const Later& later);
  bool read_sugar_value(Object& object, void* body, const Kind& on, const Sugar& sugar, const Entry& entry);
  void read_sugar_table(const Sugar& sugar, const Path& parent, Path path, const Entry& entry);
  void read_along(Object& object, void* body, const Sugar& sugar, const Later& later);
  void check_along(const Object& owner, const Later& later);
  void check_required(const Object& object);

  [[nodiscard]] Object start(const Kind& kind, Path path, const Position& at) const;
  std::optional<Path> path_of(const Kind& kind, const Path& parent, std::string_view name, const Position& at);
  /// Keeps the object, then reads what stands below and beside it.
  void finish(Object object, const Later& later);
  /// Moves the object into the state. False, and the object stays, when one of this name is already there.
  bool put(Object& object, std::string_view made_by = {});
  void unknown_key(Object& object, const Entry& entry);
  void unknown_section(const Entry& entry);
  void complain(const Position& at, std::string code, std::string message, std::string hint = {});
  void complain(const Misfit& misfit);

  const Document& document_;
  State& state_;
  Mistakes& mistakes_;
  std::string home_ = "public";
};

} // namespace lockstep
