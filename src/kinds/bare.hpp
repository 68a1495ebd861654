// Statements on objects that are no relations and lock no table.
#pragma once

#include "kinds/render.hpp"

#include <string>

namespace lockstep {

/// A step without a table whose lock counts.
[[nodiscard]] Step bare_step(const Form& form, const Id& subject, std::string sql, std::string back = {});
/// COMMENT ON <target>, as push_comment().
void push_bare_comment(Steps& steps, const Id& subject, const std::string& target, const std::string& comment,
                       const std::string& before = {}, bool reset = false);
/// CREATE with its DROP as the way back, then the comment.
void push_bare_create(Steps& steps, const Form& form, const Id& subject, const std::string& create,
                      const std::string& target, const std::string& comment);
/// ALTER <word> <from> RENAME TO <to>.
void push_bare_rename(Steps& steps, const Form& form, const Id& from, const Id& to, const std::string& target_from,
                      const std::string& target_to);

/// SECURITY LABEL for those of an object that was made anew.
void push_labels(Steps& steps, const Id& on, const State& to_state);

/// Two statements for one that PostgreSQL does not have: gone and back in one transaction.
struct Replacement {
  std::string drop;
  std::string create;                    ///< as it is to be
  std::string before;                    ///< as it was
  std::vector<std::string> address = {}; ///< what pg_get_object_address() finds it by, where that is not its path
};
/// The plan gives it its security labels back. Refused where something else uses the object: that would have to go as
/// well.
void push_replacement(Steps& steps, const Form& form, const Id& subject, const State& to_state,
                      const Replacement& replacement);
/// ", NAME = value" for each value that there is, behind `sql`, which ends with the first of them.
class DefinitionList {
public:
  void add(const char* word, const std::string& value);
  /// "(\n    A = b,\n    C = d\n)"
  [[nodiscard]] std::string sql() const;

private:
  std::vector<std::string> parts_;
};

/// " OPTIONS (a 'x', b 'y')", empty when there are none.
[[nodiscard]] std::string options_clause(const Settings& options);
/// "OPTIONS (ADD a 'x', SET b 'y', DROP c)", empty when they are the same.
[[nodiscard]] std::string options_change(const Settings& from, const Settings& to);
/// The setting's name and value.
[[nodiscard]] std::pair<std::string, std::string> setting_parts(const std::string& setting);

} // namespace lockstep
