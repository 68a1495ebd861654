// Objects as nodes of written TOML, and nodes in the sections of a file.
#pragma once

#include "model/kind.hpp"
#include "toml/folding.hpp"
#include "toml/layout.hpp"
#include "toml/schema.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace lockstep {

/// The value of a field under a key.
[[nodiscard]] Node value_node(const Field& field, std::string key, const Value& value, std::string_view default_schema);

class Writer {
public:
  Writer(const State& state, const WriteOptions& options);
  [[nodiscard]] std::string write();

private:
  [[nodiscard]] Node object_node(const Object& object) const;
  [[nodiscard]] std::vector<Node> keys_of_object(const Object& object) const;
  [[nodiscard]] std::vector<Node> field_nodes(const Object& object) const;
  [[nodiscard]] std::vector<Node> sugar_nodes(const Object& owner, const Folded& folded) const;
  [[nodiscard]] std::string key_of(const Object& object) const;
  /// The value of the field as it is written.
  [[nodiscard]] Value shown(const Object& object, const Field& field) const;
  [[nodiscard]] bool leaves_out(const Object& object, const Field& field, const Value& value) const;

  /// `extensions = ["citext"]`, or nothing when one of the objects says more than its name.
  [[nodiscard]] std::optional<Node> names_only(const Kind& kind, const std::vector<const Object*>& objects) const;
  void write_list(std::vector<const Object*> objects, const std::string& path);
  void write_section(const Kind& kind, const std::vector<const Object*>& objects, const std::string& path);
  [[nodiscard]] bool has_children(const std::vector<const Object*>& objects) const;
  void write_with_children(const Object& object, const std::string& path);
  void write_header(const std::string& path, const AlignedLines& block);
  [[nodiscard]] std::vector<const Object*> children_of(const Object& object, const Kind& kind);

  const State& state_;
  WriteOptions options_;
  std::string default_schema_;
  Folding folding_;
  std::set<Id> written_;
  std::string text_;
};

} // namespace lockstep
