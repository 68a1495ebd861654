// Where the name of a role can stand in a statement is told by the words before it.
#include "run/role_names.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "emit/statement.hpp"
#include "run/role_statement.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace lockstep {

namespace {

using Names = std::map<std::string, std::string>;
using Words = std::initializer_list<std::string_view>;

class Renaming {
public:
  Renaming(const std::string& statement, const Names& names)
      : statement_(statement), names_(names), tokens_(tokens_of(statement)) {}

  std::string run() {
    if (begins({"DO"})) return block();
    const bool grants = begins({"GRANT"}) || begins({"REVOKE"});
    if (grants && !has("ON")) take_list(skip_option(1)); // membership
    for (std::size_t at = 0; at < tokens_.size(); ++at) look_behind(at, grants);
    return replaced();
  }

private:
  [[nodiscard]] bool is(std::size_t at, std::string_view word) const {
    return at < tokens_.size() && tokens_[at].sort == Token::Sort::word && tokens_[at].text == word;
  }
  [[nodiscard]] bool begins(Words words) const {
    std::size_t at = 0;
    return std::all_of(words.begin(), words.end(), [&](std::string_view word) { return is(at++, word); });
  }
  [[nodiscard]] bool has(std::string_view word) const {
    return std::any_of(tokens_.begin(), tokens_.end(),
                       [&](const Token& token) { return token.sort == Token::Sort::word && token.text == word; });
  }
  /// ADMIN OPTION FOR
  [[nodiscard]] std::size_t skip_option(std::size_t at) const { return is(at + 1, "OPTION") ? at + 3 : at; }

  /// Takes the names that follow the word at this place, when it is one that roles follow.
  void look_behind(std::size_t at, bool grants) {
    const bool about_role = is(1, "ROLE") || is(1, "GROUP") || (is(1, "USER") && !is(2, "MAPPING"));
    const bool of_policy = is(1, "POLICY");
    const bool before_roles =
        (is(at, "TO") && at > 0 && (is(at - 1, "OWNER") || grants || of_policy)) ||
        (is(at, "TO") && begins({"ALTER", "DEFAULT"})) ||
        (is(at, "FROM") && (grants || begins({"ALTER", "DEFAULT"}))) ||
        (is(at, "TO") && begins({"ALTER"}) && about_role && is(at - 1, "RENAME")) || is(at, "AUTHORIZATION") ||
        (is(at, "BY") && at > 0 && is(at - 1, "GRANTED")) ||
        (is(at, "BY") && at > 0 && is(at - 1, "OWNED") && (is(0, "DROP") || is(0, "REASSIGN"))) ||
        (is(at, "TO") && is(0, "REASSIGN")) || (at == 1 && about_role && !is(0, "SET")) ||
        (is(at, "ROLE") && at > 0 && (is(at - 1, "FOR") || is(at - 1, "IN"))) ||
        (is(at, "ROLE") && (begins({"COMMENT", "ON"}) || begins({"SECURITY", "LABEL"}) || is(0, "SET"))) ||
        (is(at, "FOR") && is(1, "USER") && is(2, "MAPPING"));
    if (!before_roles) return;
    take_list(is(at + 1, "IF") ? at + 3 + (is(at + 2, "NOT") ? 1 : 0) : at + 1);
  }

  void take_list(std::size_t at) {
    for (;;) {
      if (is(at, "GROUP")) ++at;
      if (at >= tokens_.size()) return;
      const Token& token = tokens_[at];
      if (token.sort != Token::Sort::word && token.sort != Token::Sort::quoted_name) return;
      const auto found = names_.find(unquoted(token));
      if (found != names_.end()) places_[token.at] = {token.text.size(), quote_ident(found->second)};
      if (at + 1 >= tokens_.size() || tokens_[at + 1].text != ",") return;
      at += 2;
    }
  }

  [[nodiscard]] std::string replaced() const {
    std::string text = statement_;
    for (auto place = places_.rbegin(); place != places_.rend(); ++place)
      text.replace(place->first, place->second.first, place->second.second);
    return text;
  }

  /// The statements within a block: CREATE ROLE, ALTER ROLE … RENAME TO behind a look at both names, and what EXECUTE
  /// format($alter$…$alter$) makes.
  [[nodiscard]] std::string block() const {
    std::string text = statement_;
    for (const std::string_view begin : {"CREATE ROLE ", "$alter$ALTER ROLE ", "  ALTER ROLE "}) {
      const std::size_t at = text.find(begin);
      if (at == std::string::npos) continue;
      const std::size_t from = at + begin.find_first_of("CA");
      const std::size_t end = std::min(text.find_first_of(";\n", from), text.size());
      const std::string inner = text.substr(from, end - from);
      text.replace(from, inner.size(), Renaming(inner, names_).run());
    }
    const auto asked = [](const std::string& name) { return "to_regrole(" + quote_literal(quote_ident(name)) + ")"; };
    for (std::size_t at = text.find("to_regrole("); at != std::string::npos; at = text.find("to_regrole(", at + 1))
      for (const auto& [name, other] : names_)
        if (text.compare(at, asked(name).size(), asked(name)) == 0) {
          text.replace(at, asked(name).size(), asked(other));
          break;
        }
    return text;
  }

  const std::string& statement_;
  const Names& names_;
  std::vector<Token> tokens_;
  std::map<std::size_t, std::pair<std::size_t, std::string>>
      places_; ///< by where it begins: how long it is, and what it becomes
};

} // namespace

std::string with_role_names(const std::string& statement, const Names& names) {
  return names.empty() ? statement : Renaming(statement, names).run();
}

} // namespace lockstep
