// One TOML file in memory: its text, its tree and the places in it.
#pragma once

#include <lockstep/diagnostic.hpp>

#ifndef TOML_HEADER_ONLY
#define TOML_HEADER_ONLY 0
#endif
#include <toml++/toml.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

/// Mistakes as they are found; sorted by place before they reach the user.
using Mistakes = std::vector<Diagnostic>;

/// A key of a table with its value. Points into the document.
struct Entry {
  const toml::key* key = nullptr;
  const toml::node* value = nullptr;

  [[nodiscard]] std::string_view name() const { return key->str(); }
};

/// The entries of a table in the order in which they stand in the file.
[[nodiscard]] std::vector<Entry> entries_of(const toml::table& table);

/// What a value is, for "found …": `the string "yes"`, `the number 3`, `an array`.
[[nodiscard]] std::string describe(const toml::node& value);

class Document {
public:
  /// Parses `text`. Broken lines become mistakes and are left out, so that what is wrong further down is found in the
  /// same run; `name` stands in the positions.
  Document(std::string text, std::string name, Mistakes& mistakes);

  [[nodiscard]] const toml::table& root() const { return root_; }
  /// False when the file is so broken that nothing of it could be read.
  [[nodiscard]] bool readable() const { return readable_; }

  /// The name that stands in the positions.
  [[nodiscard]] const std::shared_ptr<const std::string>& file() const { return name_; }
  [[nodiscard]] Position position(const toml::source_region& region) const;
  [[nodiscard]] Position position(const Entry& entry) const { return position(entry.key->source()); }
  /// The text of a value exactly as it was written.
  [[nodiscard]] std::string_view written(const toml::node& value) const;
  /// A mistake at a place of this file, with its line.
  [[nodiscard]] Diagnostic mistake(const Position& at, std::string code, std::string message, std::string hint) const;

private:
  void parse(Mistakes& mistakes);
  [[nodiscard]] Diagnostic translate(const toml::parse_error& error, const std::string& readable) const;
  [[nodiscard]] Diagnostic duplicate(const Position& at, const std::string& said, const std::string& readable) const;
  [[nodiscard]] std::size_t offset(const toml::source_position& at) const;

  std::string text_;
  std::shared_ptr<const std::string> name_;
  std::vector<std::size_t> line_starts_;
  toml::table root_;
  bool readable_ = true;
};

} // namespace lockstep
