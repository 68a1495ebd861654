// The schema language: TOML to declared objects and back. With config.cpp the only room that includes toml++.
#pragma once

#include <lockstep/diagnostic.hpp>

#include "model/state.hpp"

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace lockstep {

/// What was declared: raw bodies as written, not yet seen by PostgreSQL.
struct Declared {
  State state;
  Diagnostics diagnostics;
  std::vector<std::filesystem::path> files; ///< all files read, sorted
};

/// The files that `read_schema` reads, sorted. Throws Error (usage) as it does.
[[nodiscard]] std::vector<std::filesystem::path> schema_files(const std::filesystem::path& path);
/// Reads one .toml file or a folder of them as one schema. Mistakes are collected, not thrown; an unreadable file is.
[[nodiscard]] Declared read_schema(const std::filesystem::path& path);
/// The same from text, for tests and hashes; `name` stands in the positions.
[[nodiscard]] Declared read_schema_text(const std::string& text, const std::string& name);
/// The same of one file of a folder: what speaks against the rest of the schema shows only with the rest, and is not
/// looked for.
[[nodiscard]] Declared read_schema_part(const std::string& text, const std::string& name);

struct WriteOptions {
  std::string default_schema = "public";
  /// Objects whose expressions stay as the server spells them.
  std::set<Id> spelled_out = {};
  bool spell_out_all = false;
  /// Objects whose text stays in a file of its own, as `file = "…"` names it.
  std::map<Id, std::string> files = {};
};
/// The state in canonical form. Expressions of a state that was read from a server are shortened where that should mean
/// the same: the caller must realise the text and spell out what turns out to differ.
[[nodiscard]] std::string write_schema(const State& state, const WriteOptions& options = {});

/// The JSON Schema (draft-07) of the language, generated from the field tables.
[[nodiscard]] std::string json_schema();

} // namespace lockstep
