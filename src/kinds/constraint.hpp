// Constraints of a table: bodies and statements.
#pragma once

#include "kinds/constraint_forms.hpp"
#include "kinds/index.hpp"
#include "kinds/render.hpp"

#include <string>
#include <vector>

namespace lockstep {

/// PRIMARY KEY and UNIQUE alike.
struct KeyConstraint {
  std::vector<std::string> columns;
  bool without_overlaps = false;
  bool nulls_not_distinct = false;
  std::vector<std::string> include;
  std::string deferrable;
  Settings with;
  std::string comment;
};

struct CheckConstraint {
  std::string expression;
  bool no_inherit = false;
  bool not_valid = false;
  bool not_enforced = false;
  std::string comment;
};

struct ForeignKey {
  std::vector<std::string> columns;
  std::string references;
  bool period = false;
  std::string match;
  std::string on_update;
  std::string on_delete;
  std::vector<std::string> on_delete_columns;
  std::string deferrable;
  bool not_valid = false;
  bool not_enforced = false;
  std::string comment;
};

namespace constraint {

/// "ADD CONSTRAINT name <definition>" as an action of ALTER TABLE.
[[nodiscard]] std::string add_action(const Id& id, const std::string& definition);
[[nodiscard]] std::string drop_action(const Id& id);
/// Adds a CHECK of this name and expression as NOT VALID, or validates any constraint, or drops it.
[[nodiscard]] Step add_check_not_valid_step(const Id& id, const std::string& expression);
[[nodiscard]] Step validate_step(const Id& id);
[[nodiscard]] Step drop_step(const Id& id, const std::string& definition);
void push_constraint_comment(Steps& steps, const Id& id, const std::string& comment, const std::string& before = {},
                             bool reset = false);
void rename_constraint(const Object& from, const Id& to, Steps& steps);

[[nodiscard]] std::string check_definition(const CheckConstraint& check);
[[nodiscard]] std::string foreign_key_definition(const ForeignKey& key);
/// "PRIMARY KEY" or "UNIQUE".
[[nodiscard]] std::string key_word(const Object& key);
/// `word` is that of key_word().
[[nodiscard]] std::string key_definition(std::string_view word, const KeyConstraint& key);
/// The unique index that a key constraint adopts.
[[nodiscard]] Index key_index(const KeyConstraint& key);

} // namespace constraint
} // namespace lockstep
