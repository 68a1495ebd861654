// Tables and what points where: all that pictures of a schema show.
#pragma once

#include "model/state.hpp"

#include <string>
#include <vector>

namespace lockstep {

struct ErdColumn {
  std::string name;
  std::string type;
  std::string standard; ///< the default
  std::string comment;
  bool not_null = false;
  bool primary_key = false;
  bool unique = false;
  bool foreign_key = false;
  bool counts_up = false; ///< identity
};

struct ErdIndex {
  std::string name;
  std::vector<std::string> columns; ///< as PostgreSQL spells them
  std::string method;
  bool unique = false;
};

struct ErdTable {
  Id id;
  std::string name; ///< without the schema where that is public
  std::string comment;
  std::vector<ErdColumn> columns;
  std::vector<std::string> primary_key;
  std::vector<std::vector<std::string>> unique_keys; ///< of several columns
  std::vector<ErdIndex> indexes;
};

struct ErdReference {
  std::string name;
  std::size_t from = 0; ///< place in the tables
  std::size_t to = 0;
  std::vector<std::string> columns;
  std::vector<std::string> theirs;
  std::string on_delete;
  std::string on_update;
  bool one_row = false;  ///< its columns are a key: at most one row points at another
  bool may_miss = false; ///< a column is nullable
};

struct ErdEnum {
  std::string name;
  std::vector<std::string> values;
};

/// Partitions are left out: they are their table once more.
struct Erd {
  std::vector<ErdTable> tables; ///< by name
  std::vector<ErdReference> references;
  std::vector<ErdEnum> enums;
};
[[nodiscard]] Erd erd_of(const State& state);

/// https://dbml.dbdiagram.io/docs
[[nodiscard]] std::string as_dbml(const Erd& erd);
/// https://mermaid.js.org/syntax/entityRelationshipDiagram.html
[[nodiscard]] std::string as_mermaid(const Erd& erd);
/// Every object with its fields, for programs.
[[nodiscard]] std::string as_json(const State& state);

} // namespace lockstep
