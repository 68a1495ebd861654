// ALTER TABLE, command by command: what reads all rows, or builds an index, stands apart.
#include "app/safe_form.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "emit/statement.hpp"

#include <algorithm>

namespace lockstep {

namespace {

using linting::at;
using linting::flag_at;
using linting::strings;
using linting::text_at;
using linting::Tree;
using linting::View;

constexpr const char* rows_apart = "Rows that are there are checked apart, while everybody reads and writes.";

/// "ALTER TABLE public.orders" and the text of each command; no commands where the text is not understood.
struct Cut {
  std::string head;
  std::vector<std::string> commands;
};

Cut cut_commands(const std::string& sql, std::size_t expected) {
  const std::vector<Token> tokens = tokens_of(sql);
  std::size_t i = 2;
  const auto is = [&](std::size_t at, std::string_view text) { return at < tokens.size() && tokens[at].text == text; };
  if (is(i, "IF")) i += 2;
  if (is(i, "ONLY")) ++i;
  ++i;
  while (is(i, ".")) i += 2;
  if (is(i, "*")) ++i;
  if (i >= tokens.size()) return {};
  Cut cut{std::string(trim(sql.substr(0, tokens[i].at))), {}};
  std::size_t begin = tokens[i].at;
  int depth = 0;
  for (; i < tokens.size(); ++i) {
    if (is(i, "(") || is(i, "[")) ++depth;
    if (is(i, ")") || is(i, "]")) --depth;
    if (depth > 0 || !is(i, ",")) continue;
    cut.commands.emplace_back(trim(sql.substr(begin, tokens[i].at - begin)));
    begin = tokens[i].at + 1;
  }
  cut.commands.emplace_back(trim(sql.substr(begin)));
  if (cut.commands.size() != expected) cut.commands.clear();
  return cut;
}

class Alter {
public:
  Alter(const View& view, const std::set<std::string>& codes)
      : view_(view), codes_(codes), table_(linting::relation_name(at(view.statement.node, "relation"))) {}

  std::optional<SafeForm> run() {
    const Tree& commands = at(view_.statement.node, "cmds");
    if (!commands.is_array()) return std::nullopt;
    const Cut cut = cut_commands(view_.statement.text, commands.size());
    if (cut.commands.empty()) return std::nullopt;
    head_ = cut.head;
    for (std::size_t i = 0; i < commands.size(); ++i) take(at(commands[i], "AlterTableCmd"), cut.commands[i]);
    if (form_.rules.empty() && form_.refused.empty()) return std::nullopt;
    if (!kept_.empty()) form_.first.push_back(head_ + " " + join(kept_, ",\n  "));
    return std::move(form_);
  }

private:
  [[nodiscard]] bool found(const char* code) const { return codes_.contains(code); }
  [[nodiscard]] bool is_partitioned() const {
    const auto table = view_.world.tables.find(table_);
    return table != view_.world.tables.end() && table->second.partitioned;
  }
  void heal(const std::string& rule) {
    if (std::find(form_.rules.begin(), form_.rules.end(), rule) == form_.rules.end()) form_.rules.push_back(rule);
  }
  void refuse(const std::string& rule, const std::string& why, const std::string& command) {
    form_.refused.push_back(rule + ": " + why);
    kept_.push_back(command);
  }

  void take(const Tree& command, const std::string& text) {
    const std::string sort = text_at(command, "subtype");
    const Tree& constraint = at(at(command, "def"), "Constraint");
    const std::string kind = text_at(constraint, "contype");
    const bool added = sort == "AT_AddConstraint" && !flag_at(constraint, "skip_validation");
    if (added && kind == "CONSTR_FOREIGN" && found("LR211"))
      add_unproven("foreign-key-scan", constraint, text);
    else if (added && kind == "CONSTR_CHECK" && found("LR212"))
      add_unproven("check-scan", constraint, text);
    else if (added && (kind == "CONSTR_UNIQUE" || kind == "CONSTR_PRIMARY") && found("LR213") &&
             text_at(constraint, "indexname").empty())
      add_key(constraint, text);
    else if (sort == "AT_SetNotNull" && found("LR205"))
      set_not_null(text_at(command, "name"));
    else if (sort == "AT_ValidateConstraint" && found("LR215"))
      validate_apart(text_at(command, "name"));
    else if (sort == "AT_DetachPartition" && found("LR233"))
      detach(text);
    else if (found("LR502"))
      form_ = {{"concurrent-in-transaction"}, {}, {{"", {view_.statement.text}, true, {}}}, {}};
    else
      kept_.push_back(text);
  }

  [[nodiscard]] std::string bare_table() const { return table_.substr(table_.rfind('.') + 1); }
  /// As PostgreSQL would call it.
  [[nodiscard]] std::string name_after(const std::vector<std::string>& columns, const char* suffix) const {
    return derived_name(columns.empty() ? bare_table() : bare_table() + "_" + join(columns, "_"), suffix);
  }
  /// The column that a check speaks of, when it is one.
  static std::vector<std::string> checked_columns(const Tree& constraint) {
    std::set<std::string> names;
    linting::each_node(at(constraint, "raw_expr"), "ColumnRef",
                       [&](const Tree& column) { names.insert(strings(at(column, "fields")).back()); });
    return names.size() == 1 ? std::vector<std::string>{*names.begin()} : std::vector<std::string>{};
  }

  void add_unproven(const std::string& rule, const Tree& constraint, const std::string& text) {
    const bool foreign = rule == "foreign-key-scan";
    if (foreign && is_partitioned())
      return refuse(rule, "a foreign key of a partitioned table takes no NOT VALID before PostgreSQL 18", text);
    std::string name = text_at(constraint, "conname");
    std::string command = text;
    if (name.empty()) {
      name = foreign ? name_after(strings(at(constraint, "fk_attrs")), "fkey")
                     : name_after(checked_columns(constraint), "check");
      command.insert(3, " CONSTRAINT " + quote_ident(name));
    }
    heal(rule);
    kept_.push_back(command + " NOT VALID");
    form_.apart.push_back({rows_apart, {head_ + " VALIDATE CONSTRAINT " + quote_ident(name)}, false, {}});
  }

  void add_key(const Tree& constraint, const std::string& text) {
    const std::string rule = "key-builds-index";
    const bool primary = text_at(constraint, "contype") == "CONSTR_PRIMARY";
    const std::vector<std::string> columns = strings(at(constraint, "keys"));
    if (is_partitioned()) return refuse(rule, "a partitioned table takes no CONCURRENTLY", text);
    if (!text.ends_with(')') || std::count(text.begin(), text.end(), '(') != 1)
      return refuse(rule, "its options need an index written by hand", text);
    const bool proven = std::all_of(columns.begin(), columns.end(), [&](const std::string& name) {
      const linting::Column* column = view_.world.column(table_, name);
      return column != nullptr && column->not_null;
    });
    if (primary && !proven)
      return refuse(rule, "its columns must be NOT NULL before, which no file says: SET NOT NULL by way of a check",
                    text);
    std::string name = text_at(constraint, "conname");
    if (name.empty()) name = primary ? name_after({}, "pkey") : name_after(columns, "key");
    const std::string relation = head_.substr(head_.find_last_of(" \n") + 1);
    const std::size_t dot = relation.rfind('.');
    const std::string index = (dot == std::string::npos ? "" : relation.substr(0, dot + 1)) + quote_ident(name);
    heal(rule);
    form_.apart.push_back({"The index comes first, and holds up nobody.",
                           {"CREATE UNIQUE INDEX CONCURRENTLY " + quote_ident(name) + " ON " + relation + " " +
                            text.substr(text.find('('))},
                           true,
                           "DROP INDEX CONCURRENTLY IF EXISTS " + index});
    form_.apart.push_back({"It only takes the index over.",
                           {head_ + " ADD CONSTRAINT " + quote_ident(name) + (primary ? " PRIMARY KEY" : " UNIQUE") +
                            " USING INDEX " + quote_ident(name)},
                           false,
                           head_ + " DROP CONSTRAINT IF EXISTS " + quote_ident(name)});
  }

  void set_not_null(const std::string& column) {
    const std::string name = quote_ident(name_after({column}, "not_null"));
    const std::string quoted = quote_ident(column);
    heal("set-not-null");
    kept_.push_back("ADD CONSTRAINT " + name + " CHECK (" + quoted + " IS NOT NULL) NOT VALID");
    form_.apart.push_back({rows_apart, {head_ + " VALIDATE CONSTRAINT " + name}, false, {}});
    form_.apart.push_back({"The check proves it, so no row is read; then it is of no more use.",
                           {head_ + " ALTER COLUMN " + quoted + " SET NOT NULL", head_ + " DROP CONSTRAINT " + name},
                           false,
                           head_ + " ALTER COLUMN " + quoted + " DROP NOT NULL"});
  }

  void validate_apart(const std::string& name) {
    heal("validate-with-add");
    form_.apart.push_back({rows_apart, {head_ + " VALIDATE CONSTRAINT " + quote_ident(name)}, false, {}});
  }

  void detach(const std::string& text) {
    heal("detach-not-concurrent");
    form_.apart.push_back({"", {head_ + " " + text + " CONCURRENTLY"}, true, {}});
  }

  const View& view_;
  const std::set<std::string>& codes_;
  std::string table_;
  std::string head_;
  std::vector<std::string> kept_; ///< commands that stay together
  SafeForm form_;
};

} // namespace

std::optional<SafeForm> safe_alter(const View& view, const std::set<std::string>& codes) {
  return Alter(view, codes).run();
}

} // namespace lockstep
