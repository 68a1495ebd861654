// A name stands for the schema where a dot follows it, behind the word SCHEMA and in a search_path. Where the same word
// stands anywhere else, nobody can tell a schema from an alias, and the statement is refused.
#include "emit/schema_name.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "emit/statement.hpp"

#include <lockstep/error.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <vector>

namespace lockstep {

namespace {

bool is_name_token(const Token& token) {
  return token.sort == Token::Sort::word || token.sort == Token::Sort::quoted_name;
}

/// What a string in single quotes holds; a text with backslashes stays as it is written.
std::string content_of(const std::string& literal) {
  return replace_all(literal.substr(1, literal.size() - 2), "''", "'");
}

class Moving {
public:
  Moving(const std::string& sql, const SchemaName& name, bool body)
      : sql_(sql), name_(name), tokens_(tokens_of(sql)), body_(body), says_(begins("COMMENT") || begins("SECURITY")),
        routine_(begins("DO") || (begins("CREATE") && (has("FUNCTION") || has("PROCEDURE")))) {}

  std::string run() {
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
      if (tokens_[at].sort == Token::Sort::string)
        take_string(at);
      else if (is_name(at))
        take_name(at);
    }
    std::string text = sql_;
    for (auto place = places_.rbegin(); place != places_.rend(); ++place)
      text.replace(place->first, place->second.first, place->second.second);
    return text;
  }

  [[nodiscard]] bool found() const { return !places_.empty(); }
  /// What a statement that names the schema changes is the first thing that it names.
  [[nodiscard]] bool changes_other() const {
    if (begins("DO") || begins("SELECT") || begins("WITH")) return false;
    for (std::size_t at = 0; at + 2 < tokens_.size(); ++at)
      if (is_name_token(tokens_[at]) && symbol(at + 1, ".")) return !is_name(at);
    return false;
  }

private:
  [[nodiscard]] bool word(std::size_t at, std::string_view text) const {
    return at < tokens_.size() && tokens_[at].sort == Token::Sort::word && tokens_[at].text == text;
  }
  [[nodiscard]] bool symbol(std::size_t at, std::string_view text) const {
    return at < tokens_.size() && tokens_[at].sort == Token::Sort::symbol && tokens_[at].text == text;
  }
  [[nodiscard]] bool begins(std::string_view text) const { return word(0, text); }
  [[nodiscard]] bool has(std::string_view text) const {
    return std::any_of(tokens_.begin(), tokens_.end(),
                       [&](const Token& token) { return token.sort == Token::Sort::word && token.text == text; });
  }
  [[nodiscard]] bool is_name(std::size_t at) const {
    const Token& token = tokens_[at];
    if (token.sort == Token::Sort::word) return lower(token.text) == name_.declared;
    return token.sort == Token::Sort::quoted_name && parse_name(token.text) == std::vector{name_.declared};
  }
  [[nodiscard]] bool may_hold(const std::string& text) const {
    return text.find(name_.declared) != std::string::npos || lower(text).find(name_.declared) != std::string::npos;
  }
  [[nodiscard]] bool mentions(const std::string& text) const {
    const Moving inner(text, name_, true);
    for (std::size_t at = 0; at < inner.tokens_.size(); ++at) {
      const Token& token = inner.tokens_[at];
      if (inner.is_name(at) || (token.sort == Token::Sort::string && may_hold(token.text))) return true;
    }
    return false;
  }

  [[noreturn]] void refuse(const std::string& why) const {
    throw usage_error(why,
                      "give the schema of the tenants a name that no column, alias, variable or role has, and name "
                      "it as it stands in SQL");
  }

  /// Whether `at` stands in a list of names behind these words.
  [[nodiscard]] bool in_list_behind_schema(std::size_t at) const {
    while (at >= 2 && symbol(at - 1, ",")) at -= 2;
    while (at > 0 && (word(at - 1, "EXISTS") || word(at - 1, "NOT") || word(at - 1, "IF"))) --at;
    return at > 0 && word(at - 1, "SCHEMA");
  }
  [[nodiscard]] bool in_search_path(std::size_t at) const {
    while (at >= 2 && symbol(at - 1, ",")) at -= 2;
    return at >= 2 && (symbol(at - 1, "=") || word(at - 1, "TO")) && word(at - 2, "SEARCH_PATH");
  }

  void put(const Token& token, const std::string& text) { places_[token.at] = {token.text.size(), text}; }

  void take_name(std::size_t at) {
    const Token& token = tokens_[at];
    const bool behind_dot = at > 0 && symbol(at - 1, ".");
    const bool heads = symbol(at + 1, ".") && !symbol(at + 2, "*");
    if (!behind_dot && (heads || in_list_behind_schema(at) || in_search_path(at)))
      return put(token, quote_ident(name_.actual));
    const bool everybody = token.sort == Token::Sort::word && token.text == "PUBLIC" && !behind_dot;
    if (!everybody)
      refuse("\"" + name_.declared +
             "\" is the name of something else here too, so it can not be told from the schema");
  }

  /// The string is the body of a routine, or of DO.
  [[nodiscard]] bool is_routine_body(std::size_t at) const {
    if (!routine_ || at == 0 || word(at - 1, "LANGUAGE")) return false;
    return begins("DO") || word(at - 1, "AS");
  }
  [[nodiscard]] bool is_sql() const {
    for (std::size_t at = 0; at + 1 < tokens_.size(); ++at)
      if (word(at, "LANGUAGE")) {
        const std::string language = lower(tokens_[at + 1].text);
        return language.find("plpgsql") != std::string::npos || language == "sql" || language == "'sql'";
      }
    return true;
  }

  void take_string(std::size_t at) {
    const Token& token = tokens_[at];
    if (says_ || !may_hold(token.text)) return;
    const bool dollars = token.text.front() == '$';
    if (is_routine_body(at) || (body_ && dollars)) return take_body(token, dollars);
    if (dollars) return take_text(at, token.text.substr(token.text.find('$', 1) + 1));
    if (token.text.front() != '\'') {
      if (mentions(token.text.substr(2))) refuse("a string with escapes holds \"" + name_.declared + "\"");
      return;
    }
    take_text(at, content_of(token.text));
  }

  void take_body(const Token& token, bool dollars) {
    const std::size_t tag = dollars ? token.text.find('$', 1) + 1 : 0;
    const std::string inner = dollars ? token.text.substr(tag, token.text.size() - 2 * tag) : content_of(token.text);
    if (!mentions(inner)) return;
    if (!dollars && token.text.front() != '\'') refuse("the body is a string with escapes");
    if (!is_sql()) refuse("the body names \"" + name_.declared + "\" in a language that is not SQL or PL/pgSQL");
    const std::string moved = body_with_schema_name(inner, name_);
    const std::string mark = token.text.substr(0, tag);
    put(token, dollars ? mark + moved + mark : quote_literal(moved));
  }

  /// A string that is a name as a whole, where a name is meant, or words for people; other texts with such a name may
  /// be anything.
  void take_text(std::size_t at, const std::string& text) {
    const Moving inner(text, name_, true);
    const auto& words = inner.tokens_;
    if (words.size() == 1 && inner.is_name(0)) {
      if (in_list_behind_schema(at) || in_search_path(at)) return put(tokens_[at], quote_literal(name_.actual));
      if (body_ && (has("EXECUTE") || has("FORMAT") || has("SET_CONFIG")))
        refuse("the string '" + text + "' may be the schema, and may be something else");
      return;
    }
    std::vector<std::size_t> names;
    for (std::size_t i = 0; i < words.size(); ++i)
      if (inner.is_name(i) && inner.symbol(i + 1, ".")) names.push_back(i);
    if (names.empty()) return;
    if (!is_message(at) && (!inner.is_whole_name() || !takes_name(at)))
      refuse("the string " + quote_literal(text) + " may name the schema");
    std::string moved = text;
    for (auto name = names.rbegin(); name != names.rend(); ++name)
      moved.replace(words[*name].at, words[*name].text.size(), quote_ident(name_.actual));
    put(tokens_[at], quote_literal(moved));
  }

  /// What RAISE tells people.
  [[nodiscard]] bool is_message(std::size_t at) const {
    const bool told =
        at >= 2 && symbol(at - 1, "=") && (word(at - 2, "MESSAGE") || word(at - 2, "DETAIL") || word(at - 2, "HINT"));
    return told || (at >= 1 && word(at - 1, "RAISE")) || (at >= 2 && word(at - 2, "RAISE"));
  }
  [[nodiscard]] bool is_whole_name() const {
    if (tokens_.size() < 3 || !is_name(0) || !symbol(1, ".")) return false;
    return std::all_of(tokens_.begin(), tokens_.end(), [](const Token& token) {
      return is_name_token(token) || (token.sort == Token::Sort::symbol &&
                                      std::string_view(".(),[]").find(token.text) != std::string_view::npos);
    });
  }
  /// Whether the string is cast to what names something, is handed to what takes a name, or stands in code.
  [[nodiscard]] bool takes_name(std::size_t at) const {
    static constexpr std::array<std::string_view, 6> takers = {"NEXTVAL",     "CURRVAL",    "SETVAL",
                                                               "TO_REGCLASS", "TO_REGTYPE", "PG_GET_SERIAL_SEQUENCE"};
    if (body_ || begins("DO")) return true;
    if (symbol(at + 1, ":") && symbol(at + 2, ":") && at + 3 < tokens_.size())
      return tokens_[at + 3].text.starts_with("REG");
    return at >= 2 && symbol(at - 1, "(") &&
           std::any_of(takers.begin(), takers.end(), [&](std::string_view taker) { return word(at - 2, taker); });
  }

  const std::string& sql_;
  const SchemaName& name_;
  std::vector<Token> tokens_;
  bool body_;    ///< of a routine
  bool says_;    ///< strings are words for people
  bool routine_; ///< has a body
  /// By where it begins: how long it is, and what it becomes.
  std::map<std::size_t, std::pair<std::size_t, std::string>> places_;
};

/// Whoever made the schema for a new tenant need not have left it out.
std::string lenient(const std::string& statement) {
  const std::vector<Token> tokens = tokens_of(statement);
  const bool creates = tokens.size() > 2 && tokens[0].text == "CREATE" && tokens[1].text == "SCHEMA";
  if (!creates || tokens[2].text == "IF") return statement;
  return statement.substr(0, tokens[2].at) + "IF NOT EXISTS " + statement.substr(tokens[2].at);
}

/// The statement, empty where it is about something else.
std::string moved_statement(const std::string& statement, const SchemaName& name) {
  Moving moving(statement, name, false);
  std::string moved = moving.run();
  if (!moving.found()) return StatementFacts(statement).sets_session() ? statement : std::string();
  if (moving.changes_other())
    throw usage_error("the statement names the schema \"" + name.declared + "\" and changes what all tenants share",
                      "what is shared must not use what every tenant has its own of");
  return lenient(moved);
}

void move_texts(std::vector<std::string>& texts, const SchemaName& name) {
  for (std::string& text : texts) text = Moving(text, name, false).run();
}

/// False when none of its statements is left.
bool move_unit(MigrationUnit& unit, const SchemaName& name, std::string& content) {
  std::vector<std::string> kept;
  bool about = false;
  for (const std::string& statement : unit.statements) {
    std::string moved;
    try {
      moved = moved_statement(statement, name);
    } catch (Error& error) {
      error.sql = statement;
      throw;
    }
    if (moved.empty()) continue;
    if (const std::size_t at = content.find(statement); at != std::string::npos)
      content.replace(at, statement.size(), moved);
    kept.push_back(std::move(moved));
    about = true;
  }
  unit.statements = std::move(kept);
  if (!about) return false;
  move_texts(unit.locks, name);
  move_texts(unit.checks, name);
  unit.leftover_index = Moving(unit.leftover_index, name, false).run();
  return true;
}

} // namespace

std::string with_schema_name(const std::string& statement, const SchemaName& name) {
  return Moving(statement, name, false).run();
}

std::string body_with_schema_name(const std::string& body, const SchemaName& name) {
  return Moving(body, name, true).run();
}

ChainFile in_schema(const ChainFile& file, const SchemaName& name) {
  ChainFile moved = file;
  moved.migration.units.clear();
  for (Shapes& shapes : moved.migration.expansions) {
    move_texts(shapes.olds, name);
    move_texts(shapes.news, name);
  }
  for (MigrationUnit unit : file.migration.units) {
    try {
      if (move_unit(unit, name, moved.content)) moved.migration.units.push_back(std::move(unit));
    } catch (Error& error) {
      error.where = file.path;
      throw;
    }
  }
  return moved;
}

} // namespace lockstep
