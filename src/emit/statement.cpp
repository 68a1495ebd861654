// Facts about statements. PostgreSQL 14 to 18; the list of what refuses a transaction block is measured.
#include "emit/statement.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace lockstep {

namespace {

using Words = std::initializer_list<std::string_view>;

/// The name as PostgreSQL stores it.
std::string stored(const Token& token) {
  if (token.sort != Token::Sort::quoted_name) return lower(token.text);
  return replace_all(token.text.substr(1, token.text.size() < 2 ? 0 : token.text.size() - 2), "\"\"", "\"");
}

bool is_name(const Token& token) { return token.sort == Token::Sort::word || token.sort == Token::Sort::quoted_name; }

bool is_symbol(const Token& token, std::string_view text) {
  return token.sort == Token::Sort::symbol && token.text == text;
}

/// The text of a string token without quotes; any other token as it stands.
std::string unquoted(const Token& token) {
  if (token.sort != Token::Sort::string || token.text.size() < 2 || token.text.front() != '\'')
    return lower(token.text);
  return replace_all(token.text.substr(1, token.text.size() - 2), "''", "'");
}

/// The text between the quotes or dollar tags of a string.
std::string body_of(const Token& token) {
  if (token.text.empty() || token.text.front() != '$') return unquoted(token);
  const std::size_t tag = token.text.find('$', 1) + 1;
  return token.text.size() < 2 * tag ? std::string() : token.text.substr(tag, token.text.size() - 2 * tag);
}

bool commits_inside(const Token& body) {
  const std::vector<Token> words = tokens_of(body_of(body));
  return std::any_of(words.begin(), words.end(), [](const Token& token) {
    return token.sort == Token::Sort::word && (token.text == "COMMIT" || token.text == "ROLLBACK");
  });
}

} // namespace

StatementFacts::StatementFacts(std::string_view sql) : tokens_(tokens_of(sql)) {}

bool StatementFacts::at(std::size_t position, std::string_view word) const {
  return position < tokens_.size() && tokens_[position].sort == Token::Sort::word && tokens_[position].text == word;
}

bool StatementFacts::starts(Words words) const {
  std::size_t position = 0;
  return std::all_of(words.begin(), words.end(), [&](std::string_view word) { return at(position++, word); });
}

bool StatementFacts::has(Words words) const {
  return std::search(tokens_.begin(), tokens_.end(), words.begin(), words.end(),
                     [](const Token& token, std::string_view word) {
                       return token.sort == Token::Sort::word && token.text == word;
                     }) != tokens_.end();
}

bool StatementFacts::turns_off(std::string_view option) const {
  for (std::size_t i = 0; i + 2 < tokens_.size(); ++i) {
    if (!at(i, option) || tokens_[i + 1].text != "=") continue;
    std::string_view value = tokens_[i + 2].text;
    if (value.starts_with('\'') && value.size() >= 2) value = value.substr(1, value.size() - 2);
    return value == "FALSE" || value == "OFF" || value == "NONE" || value == "0" || value == "false" || value == "off";
  }
  return false;
}

bool StatementFacts::builds_concurrently() const {
  return starts({"CREATE", "INDEX", "CONCURRENTLY"}) || starts({"CREATE", "UNIQUE", "INDEX", "CONCURRENTLY"}) ||
         starts({"DROP", "INDEX", "CONCURRENTLY"}) || (at(0, "REINDEX") && has({"CONCURRENTLY"}));
}

bool StatementFacts::refuses_transaction() const {
  if (builds_concurrently() || at(0, "VACUUM") || at(0, "CALL") || starts({"ALTER", "SYSTEM"})) return true;
  if (at(0, "REINDEX")) return has({"SCHEMA"}) || has({"DATABASE"}) || has({"SYSTEM"});
  if (at(0, "CLUSTER")) return tokens_.size() == 1 || (tokens_.size() == 2 && at(1, "VERBOSE"));
  if (at(0, "DO")) {
    return std::any_of(tokens_.begin(), tokens_.end(),
                       [](const Token& token) { return token.sort == Token::Sort::string && commits_inside(token); });
  }
  // With a slot to make or to drop, or the publisher to ask.
  if (starts({"CREATE", "SUBSCRIPTION"}))
    return !turns_off("CONNECT") && !turns_off("CREATE_SLOT") && !turns_off("SLOT_NAME");
  if (starts({"ALTER", "SUBSCRIPTION"}))
    return has({"REFRESH", "PUBLICATION"}) || (has({"PUBLICATION"}) && !turns_off("REFRESH"));
  if (at(0, "CREATE") || at(0, "DROP")) return at(1, "DATABASE") || at(1, "TABLESPACE") || at(1, "SUBSCRIPTION");
  if (starts({"ALTER", "DATABASE"})) return has({"SET", "TABLESPACE"});
  return starts({"ALTER", "TABLE"}) && has({"DETACH", "PARTITION"}) && at(tokens_.size() - 1, "CONCURRENTLY");
}

bool StatementFacts::repeatable() const {
  if (starts({"CREATE", "INDEX", "CONCURRENTLY"}) || starts({"CREATE", "UNIQUE", "INDEX", "CONCURRENTLY"}))
    return false;
  if (starts({"CREATE", "OR", "REPLACE"}) || starts({"COMMENT", "ON"}) || starts({"REFRESH", "MATERIALIZED", "VIEW"}))
    return true;
  for (const std::string_view word : {"ANALYZE", "VACUUM", "REINDEX", "GRANT", "REVOKE", "SET", "RESET", "LOCK"})
    if (at(0, word)) return true;
  if (at(0, "CREATE")) return has({"IF", "NOT", "EXISTS"});
  if (at(0, "DROP")) return has({"IF", "EXISTS"});
  if (!at(0, "ALTER")) return false;
  // One statement may do several things; the first that can not be done twice decides.
  if (at(1, "TABLE") && has({"ATTACH"})) return false;
  if (has({"ADD", "CONSTRAINT"}) || has({"ADD", "PRIMARY"}) || has({"ADD", "UNIQUE"}) || has({"ADD", "FOREIGN"}) ||
      has({"ADD", "CHECK"}) || has({"RENAME"}) || has({"DETACH"}))
    return false;
  if (has({"ADD"})) return has({"IF", "NOT", "EXISTS"});
  if (has({"DROP", "COLUMN"}) || has({"DROP", "CONSTRAINT"})) return has({"IF", "EXISTS"});
  return has({"VALIDATE", "CONSTRAINT"}) || has({"ATTACH", "PARTITION"}) || has({"SET"}) || has({"OWNER", "TO"}) ||
         has({"DROP", "NOT", "NULL"}) || has({"DROP", "DEFAULT"});
}

bool StatementFacts::only_checks() const {
  if (at(0, "ANALYZE") || at(0, "VACUUM") || sets_session()) return true;
  if (starts({"SELECT", "setval"})) return true; // numbers that were passed over are nobody's
  const bool several = std::any_of(tokens_.begin(), tokens_.end(), [](const Token& t) { return is_symbol(t, ","); });
  return starts({"ALTER", "TABLE"}) && has({"VALIDATE", "CONSTRAINT"}) && !several;
}

std::vector<std::string> StatementFacts::name_at(std::size_t& position) const {
  std::vector<std::string> parts;
  while (position < tokens_.size() && is_name(tokens_[position])) {
    parts.push_back(stored(tokens_[position++]));
    if (position + 1 >= tokens_.size() || !is_symbol(tokens_[position], ".")) break;
    ++position;
  }
  return parts;
}

std::size_t StatementFacts::skip_if_exists(std::size_t position) const {
  if (!at(position, "IF")) return position;
  return position + (at(position + 1, "NOT") ? 3 : 2);
}

std::string StatementFacts::concurrent_index() const {
  const std::size_t unique = at(1, "UNIQUE") ? 1 : 0;
  if (!at(0, "CREATE") || !at(1 + unique, "INDEX") || !at(2 + unique, "CONCURRENTLY")) return {};
  std::size_t position = skip_if_exists(3 + unique);
  if (at(position, "ON")) return {};
  const std::vector<std::string> index = name_at(position);
  if (index.size() != 1 || !at(position++, "ON")) return {};
  if (at(position, "ONLY")) ++position;
  std::vector<std::string> full = name_at(position);
  if (full.empty()) return {};
  full.back() = index.front();
  return qualified(full);
}

std::string StatementFacts::dropped_index() const {
  if (!starts({"DROP", "INDEX", "CONCURRENTLY"})) return {};
  std::size_t position = skip_if_exists(3);
  return qualified(name_at(position));
}

StatementFacts::Detach StatementFacts::detached_partition() const {
  if (!starts({"ALTER", "TABLE"}) || !at(tokens_.size() - 1, "CONCURRENTLY")) return {};
  std::size_t position = skip_if_exists(2);
  if (at(position, "ONLY")) ++position;
  const std::vector<std::string> table = name_at(position);
  if (!at(position, "DETACH") || !at(position + 1, "PARTITION")) return {};
  position += 2;
  return {qualified(table), qualified(name_at(position))};
}

bool StatementFacts::sets_session() const {
  if (at(0, "RESET")) return true;
  if (at(0, "SET")) return !at(1, "LOCAL") && !at(1, "CONSTRAINTS") && !at(1, "TRANSACTION");
  return at(0, "SELECT") && has({"SET_CONFIG"});
}

std::vector<std::string> StatementFacts::names() const {
  std::vector<std::string> found;
  for (std::size_t position = 0; position < tokens_.size();) {
    const std::vector<std::string> parts = name_at(position);
    if (parts.empty()) {
      ++position;
    } else if (parts.size() < 3 && std::find(found.begin(), found.end(), qualified(parts)) == found.end()) {
      found.push_back(qualified(parts));
    }
  }
  return found;
}

std::optional<std::string> StatementFacts::setting(std::string_view setting) const {
  const auto is_it = [&](std::size_t position) {
    return position < tokens_.size() && is_name(tokens_[position]) && stored(tokens_[position]) == setting;
  };
  if (at(0, "RESET")) return is_it(1) && tokens_.size() == 2 ? std::optional<std::string>("") : std::nullopt;
  if (!at(0, "SET")) return std::nullopt;
  const std::size_t name = at(1, "LOCAL") || at(1, "SESSION") ? 2 : 1;
  if (!is_it(name) || tokens_.size() != name + 3) return std::nullopt;
  if (!is_symbol(tokens_[name + 1], "=") && !at(name + 1, "TO")) return std::nullopt;
  const Token& value = tokens_[name + 2];
  return value.sort == Token::Sort::word && value.text == "DEFAULT" ? "" : unquoted(value);
}

bool StatementFacts::begins_transaction() const { return at(0, "BEGIN") || starts({"START", "TRANSACTION"}); }

bool StatementFacts::commits() const { return at(0, "COMMIT") && !at(1, "PREPARED") ? true : at(0, "END"); }

bool StatementFacts::ends_otherwise() const {
  if (at(0, "ABORT") || starts({"PREPARE", "TRANSACTION"})) return true;
  if (commits()) return has({"CHAIN"}) && !has({"NO", "CHAIN"});
  return at(0, "ROLLBACK") && !has({"TO"}) && !at(1, "PREPARED");
}

std::string StatementFacts::transaction_options() const {
  if (!begins_transaction()) return {};
  std::vector<std::string> options;
  for (std::size_t position = 1; position < tokens_.size(); ++position)
    if (position > 1 || (!at(1, "TRANSACTION") && !at(1, "WORK"))) options.push_back(tokens_[position].text);
  return replace_all(join(options, " "), " ,", ",");
}

bool StatementFacts::needs_psql() const {
  if (!tokens_.empty() && is_symbol(tokens_[0], "\\")) return true;
  return at(0, "COPY") && has({"FROM", "STDIN"});
}

} // namespace lockstep
