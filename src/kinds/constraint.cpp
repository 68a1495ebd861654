// What the kinds of constraints share.
#include "kinds/constraint.hpp"

namespace lockstep::constraint {

std::string add_action(const Id& id, const std::string& definition) {
  return "ADD CONSTRAINT " + quote_ident(id.name()) + " " + definition;
}

std::string drop_action(const Id& id) { return "DROP CONSTRAINT " + quote_ident(id.name()); }

Step add_check_not_valid_step(const Id& id, const std::string& expression) {
  return make_step(add_check_not_valid, id,
                   alter_table(id, add_action(id, "CHECK " + in_parens(expression) + " NOT VALID")),
                   alter_table(id, drop_action(id)));
}

Step validate_step(const Id& id) {
  Step step = make_step(validate, id, alter_table(id, "VALIDATE CONSTRAINT " + quote_ident(id.name())));
  step.phase = Phase::validate;
  return step;
}

Step drop_step(const Id& id, const std::string& definition) {
  return make_step(drop, id, alter_table(id, drop_action(id)), alter_table(id, add_action(id, definition)));
}

void push_constraint_comment(Steps& steps, const Id& id, const std::string& comment, const std::string& before,
                             bool reset) {
  push_comment(steps, id, "CONSTRAINT " + quote_ident(id.name()) + " ON " + table_sql(id), comment, before, reset);
}

void rename_constraint(const Object& from, const Id& to, Steps& steps) {
  const auto sql = [&](const Id& old_id, const Id& new_id) {
    return alter_table(to, "RENAME CONSTRAINT " + quote_ident(old_id.name()) + " TO " + quote_ident(new_id.name()));
  };
  steps.push_back(make_step(rename, to, sql(from.id, to), sql(to, from.id)));
}

std::string check_definition(const CheckConstraint& check) {
  return "CHECK " + in_parens(check.expression) + (check.no_inherit ? " NO INHERIT" : "") +
         (check.not_enforced ? " NOT ENFORCED" : "");
}

namespace {

/// The columns, the last with words around it.
std::string with_last(std::vector<std::string> columns, const std::string& before, const std::string& after) {
  for (std::string& column : columns) column = quote_ident(column);
  if (!columns.empty()) columns.back() = before + columns.back() + after;
  return join(columns, ", ");
}

/// "rooms(id, PERIOD during)"
std::string before_last(const std::string& references, const std::string& word) {
  const std::size_t comma = references.rfind(',');
  if (comma == std::string::npos) return references;
  const std::size_t name = references.find_first_not_of(' ', comma + 1);
  return references.substr(0, name) + word + references.substr(name);
}

} // namespace

std::string foreign_key_definition(const ForeignKey& key) {
  std::string sql = "FOREIGN KEY (" + with_last(key.columns, key.period ? "PERIOD " : "", "") + ") REFERENCES " +
                    (key.period ? before_last(key.references, "PERIOD ") : key.references);
  if (!key.match.empty()) sql += " MATCH " + upper(key.match);
  if (!key.on_update.empty()) sql += " ON UPDATE " + upper(key.on_update);
  if (!key.on_delete.empty()) sql += " ON DELETE " + upper(key.on_delete);
  if (!key.on_delete_columns.empty()) sql += " (" + ident_list(key.on_delete_columns) + ")";
  return sql + deferrable_clause(key.deferrable) + (key.not_enforced ? " NOT ENFORCED" : "");
}

std::string key_word(const Object& key) { return key.kind->name == "primary_key" ? "PRIMARY KEY" : "UNIQUE"; }

std::string key_definition(std::string_view word, const KeyConstraint& key) {
  std::string sql(word);
  if (key.nulls_not_distinct) sql += " NULLS NOT DISTINCT";
  sql += " (" + with_last(key.columns, "", key.without_overlaps ? " WITHOUT OVERLAPS" : "") + ")";
  if (!key.include.empty()) sql += " INCLUDE (" + ident_list(key.include) + ")";
  return sql + with_clause(key.with) + deferrable_clause(key.deferrable);
}

Index key_index(const KeyConstraint& key) {
  Index index;
  for (const std::string& column : key.columns) index.columns.push_back(quote_ident(column));
  for (const std::string& column : key.include) index.include.push_back(quote_ident(column));
  index.unique = true;
  index.nulls_not_distinct = key.nulls_not_distinct;
  index.with = key.with;
  return index;
}

} // namespace lockstep::constraint
