// Reads expressions by tokens, so that nothing is taken out of a string or of the middle of a name.
#include "toml/expression.hpp"

#include "base/parens.hpp"
#include "base/sql.hpp"

#include <algorithm>
#include <cctype>

namespace lockstep {

namespace {

constexpr std::string_view regclass = "::regclass";

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$' ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

/// The length of the token at the start of the text: a string, a quoted or bare word, or one other character.
std::size_t token_size(std::string_view text) {
  const bool escapes = text.size() > 1 && (text[0] == 'E' || text[0] == 'e') && text[1] == '\'';
  std::size_t at = escapes ? 1 : 0;
  if (text[at] != '\'' && text[at] != '"') {
    const auto end = std::find_if_not(text.begin(), text.end(), is_word);
    return std::max<std::size_t>(1, static_cast<std::size_t>(end - text.begin()));
  }
  const char quote = text[at];
  for (++at; at < text.size(); ++at) {
    if (escapes && text[at] == '\\') {
      ++at;
    } else if (text[at] == quote) {
      if (at + 1 >= text.size() || text[at + 1] != quote) return at + 1;
      ++at;
    }
  }
  return text.size();
}

class Shortener {
public:
  Shortener(std::string_view text, std::string_view schema) : rest_(text), prefix_(quote_ident(schema) + ".") {}

  std::string run() {
    const bool is_query = rest_.starts_with(' ');
    if (is_query) rest_.remove_prefix(1);
    while (!rest_.empty()) {
      const std::string_view token = rest_.substr(0, token_size(rest_));
      if (rest_.starts_with(prefix_) && !result_.ends_with('.')) {
        rest_.remove_prefix(prefix_.size());
      } else if (token.starts_with('\'') && rest_.substr(token.size()).starts_with(regclass)) {
        add_relation(token);
      } else {
        result_ += token;
        rest_.remove_prefix(token.size());
        if (is_query && token == "\n" && rest_.starts_with(' ')) rest_.remove_prefix(1);
      }
    }
    return std::move(result_);
  }

private:
  /// 'public.orders_id_seq'::regclass. What nextval() takes can be nothing else, so there the cast goes too.
  void add_relation(std::string_view token) {
    rest_.remove_prefix(token.size());
    if (result_.ends_with("nextval(") && rest_.substr(regclass.size()).starts_with(')'))
      rest_.remove_prefix(regclass.size());
    const std::string_view name = token.substr(1);
    result_ += '\'';
    result_ += name.starts_with(prefix_) ? name.substr(prefix_.size()) : name;
  }

  std::string_view rest_;
  std::string prefix_;
  std::string result_;
};

/// The type without its modifier, in PostgreSQL's long words: two spellings of one type are the same.
std::string bare_type(std::string_view type) {
  std::string bare(type);
  if (const std::size_t open = bare.find('('); open != std::string::npos) {
    const std::size_t close = bare.find(')', open);
    if (close != std::string::npos) bare.erase(open, close - open + 1);
  }
  return bare.starts_with("bpchar") ? "character" + bare.substr(6) : bare;
}

bool is_number(std::string_view text) {
  return text.size() > 1 && text[0] == '-' &&
         std::all_of(text.begin() + 1, text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

std::string shorten_names(std::string_view expression, std::string_view default_schema) {
  return Shortener(expression, default_schema).run();
}

std::string shorten_expression(std::string_view expression, std::string_view default_schema) {
  std::string_view text = expression;
  // Several commands of a rule are one in their parentheses.
  if (is_in_parens(text)) {
    const std::string_view inside = text.substr(1, text.size() - 2);
    if (text.find(';') == std::string_view::npos || split_statements(inside).size() < 2) text = inside;
  }
  return shorten_names(text, default_schema);
}

std::string shorten_default(std::string_view expression, std::string_view type, std::string_view default_schema) {
  const std::size_t literal = expression.starts_with('\'') ? token_size(expression) : 0;
  const std::string_view cast = expression.substr(literal);
  if (literal > 0 && cast.starts_with("::")) {
    const std::string_view content = expression.substr(1, literal - 2);
    if (is_number(content) && cast == "::integer") return std::string(content);
    if (bare_type(cast.substr(2)) == bare_type(type)) return std::string(expression.substr(0, literal));
  }
  return shorten_names(expression, default_schema);
}

} // namespace lockstep
