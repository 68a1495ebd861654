// Pieces of SQL and steps that the kinds share.
#pragma once

#include "base/sql.hpp"
#include "base/text.hpp"
#include "model/kind.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

/// The table (or view) below which an object lives, as a table id.
[[nodiscard]] Id table_of(const Id& id);
/// Stands for the NOT NULL of a column, which a primary key holds: a word between steps, no object of a state.
[[nodiscard]] Id not_null_of(const Id& column);
/// "public.orders" for an object of or below a table.
[[nodiscard]] std::string table_sql(const Id& id);
/// schema.name for objects whose SQL name is schema and last part (indexes, and anything of Scope::schema).
[[nodiscard]] std::string own_sql(const Id& id);
/// The expression in exactly one pair of parentheses.
[[nodiscard]] std::string in_parens(std::string_view expression);
/// "ALTER TABLE public.orders <action>"
[[nodiscard]] std::string alter_table(const Id& id, std::string_view action);
/// " WITH (a=b, c=d)", empty when there are no settings.
[[nodiscard]] std::string with_clause(const Settings& settings);
/// " DEFERRABLE INITIALLY DEFERRED", empty when not deferrable.
[[nodiscard]] std::string deferrable_clause(const std::string& deferrable);
/// "SET (…)" and "RESET (…)" actions that turn one into the other.
[[nodiscard]] std::vector<std::string> settings_actions(const Settings& from, const Settings& to);

struct SettingChange {
  std::string key, was, now; ///< empty where there is none
};
/// The keys whose values differ: those of `after` first.
[[nodiscard]] std::vector<SettingChange> changes_between(const Settings& before, const Settings& after);

/// A step on the subject, with its table as the one whose lock counts.
[[nodiscard]] Step make_step(const Form& form, const Id& subject, std::string sql, std::string back = {});
/// COMMENT ON <target> IS …; nothing is pushed for an empty comment unless `reset` (which writes NULL).
void push_comment(Steps& steps, const Id& subject, const std::string& target, const std::string& comment,
                  const std::string& before = {}, bool reset = false);

/// COMMENT ON COLUMN <own_sql>.<name> for the comments, by name, that differ.
void push_column_comments(Steps& steps, const Id& id, const Settings& comments, const Settings& before);

namespace forms {
inline constexpr Form comment{.code = "comment",
                              .lock = Lock::share_update_exclusive,
                              .follows_up = true,
                              .explain = "COMMENT ON changes the catalog only and lets readers and writers pass."};
inline constexpr Form set_schema{.code = "set_schema",
                                 .lock = Lock::access_exclusive,
                                 .hazards = breaks_old_code,
                                 .explain = "ALTER … SET SCHEMA is instant for the database and fatal for code that "
                                            "still looks for the object in its old schema."};
} // namespace forms

/// Column, constraint and index lists as TOML and the catalog spell them.
inline constexpr std::string_view deferrable_choices[] = {"initially immediate", "initially deferred"};
inline constexpr std::string_view renamed_from_hint[] = {"renamed_from"};
/// Of operators, which have no RENAME.
inline constexpr std::string_view moved_from_hint[] = {"moved_from"};
/// Of kinds whose objects can also go to another schema by themselves.
inline constexpr std::string_view moved_from_hints[] = {"renamed_from", "moved_from"};

} // namespace lockstep
