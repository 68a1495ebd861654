// Indexes, keys and constraints by the ways that plans of lockstep take, too.
#include "app/safe_form.hpp"

#include "base/sql.hpp"
#include "emit/statement.hpp"

#include <algorithm>

namespace lockstep {

namespace {

using linting::at;
using linting::flag_at;
using linting::text_at;
using linting::Tree;
using linting::View;

/// The first token that is one of the words.
const Token* find_word(const std::vector<Token>& tokens, std::initializer_list<std::string_view> words) {
  const auto found = std::find_if(tokens.begin(), tokens.end(), [&](const Token& token) {
    return token.sort == Token::Sort::word && std::find(words.begin(), words.end(), token.text) != words.end();
  });
  return found == tokens.end() ? nullptr : &*found;
}

std::string inserted_behind(const std::string& sql, const Token& token, const std::string& text) {
  std::string result = sql;
  return result.insert(token.at + token.text.size(), text);
}

/// CREATE INDEX without IF NOT EXISTS, which would take an INVALID index for the real one.
std::string without_guard(const std::string& sql) {
  const std::vector<Token> tokens = tokens_of(sql);
  for (std::size_t i = 0; i + 3 < tokens.size(); ++i)
    if (tokens[i].text == "IF" && tokens[i + 1].text == "NOT" && tokens[i + 2].text == "EXISTS") {
      std::string result = sql;
      return result.erase(tokens[i].at, tokens[i + 3].at - tokens[i].at);
    }
  return sql;
}

ApartStep outside(std::string sql, std::string back = {}) { return {{}, {std::move(sql)}, true, std::move(back)}; }

/// The index of a CREATE INDEX in the table's schema, as SQL; empty when it has no name.
std::string index_name(const Tree& node) {
  const std::string name = text_at(node, "idxname");
  const std::string schema = text_at(at(node, "relation"), "schemaname");
  return name.empty() ? std::string() : schema.empty() ? quote_ident(name) : qualified(schema, name);
}

void create_index(const View& view, SafeForm& form) {
  const Tree& node = view.statement.node;
  const auto table = view.world.tables.find(linting::relation_name(at(node, "relation")));
  if (table != view.world.tables.end() && table->second.partitioned) {
    form.refused.emplace_back(
        "index-not-concurrent: a partitioned table takes no CONCURRENTLY; build the index on each "
        "partition, then on ONLY the table, and attach them");
    return;
  }
  const std::string sql = without_guard(view.statement.text);
  const std::string name = index_name(node);
  const std::string drop = name.empty() ? std::string() : "DROP INDEX CONCURRENTLY IF EXISTS " + name;
  form.rules = {"index-not-concurrent"};
  form.apart = {outside(inserted_behind(sql, *find_word(tokens_of(sql), {"INDEX"}), " CONCURRENTLY"), drop)};
}

void create_guarded(const View& view, SafeForm& form) {
  const std::string drop = "DROP INDEX CONCURRENTLY IF EXISTS " + index_name(view.statement.node);
  form.rules = {"concurrent-if-not-exists"};
  form.apart = {{"A build that died left an INVALID index, which is of no use.", {drop}, true, {}},
                outside(without_guard(view.statement.text), drop)};
}

void drop_index(const View& view, SafeForm& form) {
  const Tree& node = view.statement.node;
  if (text_at(node, "behavior") == "DROP_CASCADE") {
    form.refused.emplace_back("drop-index-not-concurrent: CASCADE and CONCURRENTLY do not go together");
    return;
  }
  form.rules = {"drop-index-not-concurrent"};
  for (const Tree& object : at(node, "objects"))
    form.apart.push_back(outside(std::string("DROP INDEX CONCURRENTLY ") +
                                 (flag_at(node, "missing_ok") ? "IF EXISTS " : "") +
                                 qualified(linting::strings(object))));
}

void reindex(const View& view, SafeForm& form) {
  const std::string& sql = view.statement.text;
  const Token* word = find_word(tokens_of(sql), {"INDEX", "TABLE", "SCHEMA", "DATABASE"});
  if (word == nullptr) {
    form.refused.emplace_back("reindex-not-concurrent: the catalogs can not be built anew concurrently");
    return;
  }
  form.rules = {"reindex-not-concurrent"};
  form.apart = {outside(inserted_behind(sql, *word, " CONCURRENTLY"))};
}

/// ALTER DOMAIN … ADD CONSTRAINT.
void domain_constraint(const View& view, SafeForm& form) {
  const Tree& node = view.statement.node;
  const std::string name = text_at(at(at(node, "def"), "Constraint"), "conname");
  if (name.empty()) {
    form.refused.emplace_back("domain-constraint-scan: the constraint has no name to validate it by");
    return;
  }
  const std::string domain = qualified(linting::strings(at(node, "typeName")));
  form.rules = {"domain-constraint-scan"};
  form.first = {view.statement.text + " NOT VALID"};
  form.apart = {{"Values that are there are checked apart, while everybody reads and writes.",
                 {"ALTER DOMAIN " + domain + " VALIDATE CONSTRAINT " + quote_ident(name)},
                 false,
                 {}}};
}

} // namespace

std::optional<SafeForm> safe_form(const View& view, const std::set<std::string>& codes) {
  if (view.statement.sort == "AlterTableStmt") return safe_alter(view, codes);
  SafeForm form;
  if (codes.contains("LR221"))
    create_index(view, form);
  else if (codes.contains("LR224") && !text_at(view.statement.node, "idxname").empty())
    create_guarded(view, form);
  else if (codes.contains("LR222"))
    drop_index(view, form);
  else if (codes.contains("LR223"))
    reindex(view, form);
  else if (codes.contains("LR216"))
    domain_constraint(view, form);
  else if (codes.contains("LR502"))
    form = {{"concurrent-in-transaction"}, {}, {outside(view.statement.text)}, {}};
  else
    return std::nullopt;
  return form;
}

} // namespace lockstep
