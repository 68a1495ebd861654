// Constraints of a table: bodies and what their statements do to a table in use.
#pragma once

#include "kinds/index.hpp"
#include "kinds/render.hpp"

#include <string>
#include <vector>

namespace lockstep {

/// PRIMARY KEY and UNIQUE alike.
struct KeyConstraint {
  std::vector<std::string> columns;
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
  std::string comment;
};

struct ForeignKey {
  std::vector<std::string> columns;
  std::string references;
  std::string match;
  std::string on_update;
  std::string on_delete;
  std::vector<std::string> on_delete_columns;
  std::string deferrable;
  bool not_valid = false;
  std::string comment;
};

namespace constraint {

inline constexpr Form add_key{.code = "add_key",
                              .lock = Lock::access_exclusive,
                              .cost = Cost::build,
                              .hazards = data_dependent,
                              .explain = "ADD PRIMARY KEY or UNIQUE builds its index while nobody reads or writes the "
                                         "table. Build the index concurrently first and adopt it with USING INDEX."};
inline constexpr Form add_key_using_index{
    .code = "add_key_using_index",
    .lock = Lock::access_exclusive,
    .explain = "Adopts a finished unique index as the constraint's: a catalog change of milliseconds."};
inline constexpr Form add_check{.code = "add_check",
                                .lock = Lock::access_exclusive,
                                .cost = Cost::scan,
                                .hazards = data_dependent,
                                .explain = "ADD CHECK reads the whole table while nobody may use it. NOT VALID and a "
                                           "later VALIDATE do the reading beside the traffic."};
inline constexpr Form add_check_not_valid{
    .code = "add_check_not_valid",
    .lock = Lock::access_exclusive,
    .explain = "New rows are checked from now on; old rows are not read. An UPDATE of an old row that breaks the rule "
               "fails, even of another column."};
inline constexpr Form add_foreign_key{
    .code = "add_foreign_key",
    .lock = Lock::share_row_exclusive,
    .other = Lock::share_row_exclusive,
    .cost = Cost::scan,
    .hazards = data_dependent,
    .explain = "ADD FOREIGN KEY stops writes to both tables while every row is looked up. NOT VALID and a later "
               "VALIDATE let them pass."};
inline constexpr Form add_foreign_key_on_new_table{
    .code = "add_foreign_key_on_new_table",
    .lock = Lock::share_row_exclusive,
    .other = Lock::share_row_exclusive,
    .explain =
        "The referencing table is new and empty, so no row is looked up. Writes to the referenced table wait for "
        "the moment of the commit."};
inline constexpr Form add_foreign_key_not_valid{.code = "add_foreign_key_not_valid",
                                                .lock = Lock::share_row_exclusive,
                                                .other = Lock::share_row_exclusive,
                                                .explain = "New rows are checked from now on; old rows are not read."};
inline constexpr Form replace_not_valid{
    .code = "replace_constraint_not_valid",
    .lock = Lock::access_exclusive,
    .other = Lock::access_exclusive,
    .explain =
        "One statement drops the old rule and adds the new one as NOT VALID, so that there is no moment without."};
inline constexpr Form validate{.code = "validate_constraint",
                               .lock = Lock::share_update_exclusive,
                               .other = Lock::row_share,
                               .cost = Cost::scan,
                               .hazards = data_dependent,
                               .follows_up = true,
                               .explain = "Reads every row beside the traffic; it may be repeated."};
inline constexpr Form add_exclusion{
    .code = "add_exclusion",
    .lock = Lock::access_exclusive,
    .cost = Cost::build,
    .hazards = data_dependent,
    .explain = "PostgreSQL has no online way to add an exclusion constraint: its index is built while nobody reads or "
               "writes the table."};
inline constexpr Form drop{.code = "drop_constraint",
                           .lock = Lock::access_exclusive,
                           .other = Lock::access_exclusive,
                           .explain =
                               "Changes the catalog only. Dropping a foreign key locks both tables for a moment."};
inline constexpr Form rename{
    .code = "rename_constraint", .lock = Lock::access_exclusive, .explain = "Changes the catalog only."};
inline constexpr Form alter_deferrable{
    .code = "alter_deferrable", .lock = Lock::access_exclusive, .explain = "Changes the catalog only."};

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
/// `word` is "PRIMARY KEY" or "UNIQUE".
[[nodiscard]] std::string key_definition(std::string_view word, const KeyConstraint& key);
/// The unique index that a key constraint adopts.
[[nodiscard]] Index key_index(const KeyConstraint& key);

} // namespace constraint
} // namespace lockstep
