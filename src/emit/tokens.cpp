// A small lexer for single statements, after PostgreSQL's own (src/backend/parser/scan.l).
#include "emit/statement.hpp"

#include <algorithm>

namespace lockstep {

namespace {

bool starts_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80U;
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

class Lexer {
public:
  explicit Lexer(std::string_view sql) : sql_(sql) {}

  std::vector<Token> run() {
    while (at_ < sql_.size()) step();
    return std::move(tokens_);
  }
  [[nodiscard]] bool in_comment_at_end() const { return in_comment_at_end_; }

private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const { return at_ + ahead < sql_.size() ? sql_[at_ + ahead] : '\0'; }

  void step() {
    const char c = peek();
    if (is_space(c)) {
      ++at_;
    } else if (c == '-' && peek(1) == '-') {
      skip_line_comment();
    } else if (c == '/' && peek(1) == '*') {
      skip_block_comment();
    } else if (c == '\'') {
      take_string(at_, false);
    } else if (c == '"') {
      take_quoted_name();
    } else if (c == '$' && take_dollar_string()) {
      return;
    } else if (starts_word(c)) {
      take_word();
    } else if (is_digit(c)) {
      const std::size_t from = at_;
      while (is_digit(peek()) || peek() == '.' || starts_word(peek())) ++at_;
      add(Token::Sort::number, from);
    } else {
      ++at_;
      add(Token::Sort::symbol, at_ - 1);
    }
  }

  void add(Token::Sort sort, std::size_t from) {
    tokens_.push_back({sort, std::string(sql_.substr(from, at_ - from)), from});
  }

  void skip_line_comment() {
    const std::size_t end = sql_.find_first_of("\r\n", at_);
    in_comment_at_end_ = end == std::string_view::npos;
    at_ = in_comment_at_end_ ? sql_.size() : end + 1;
  }

  void skip_block_comment() {
    int depth = 0;
    while (at_ < sql_.size()) {
      const bool opens = peek() == '/' && peek(1) == '*';
      const bool closes = peek() == '*' && peek(1) == '/';
      at_ += opens || closes ? 2 : 1;
      depth += opens ? 1 : 0;
      if (closes && --depth == 0) return;
    }
  }

  void take_string(std::size_t from, bool backslashes) {
    for (++at_; at_ < sql_.size(); ++at_) {
      if (backslashes && peek() == '\\') {
        ++at_;
      } else if (peek() == '\'') {
        if (peek(1) != '\'') break;
        ++at_;
      }
    }
    at_ = std::min(at_ + 1, sql_.size());
    add(Token::Sort::string, from);
  }

  void take_quoted_name() {
    const std::size_t from = at_;
    for (++at_; at_ < sql_.size(); ++at_) {
      if (peek() != '"') continue;
      if (peek(1) != '"') break;
      ++at_;
    }
    at_ = std::min(at_ + 1, sql_.size());
    add(Token::Sort::quoted_name, from);
  }

  bool take_dollar_string() {
    std::size_t end = at_ + 1;
    while (end < sql_.size() && (starts_word(sql_[end]) || (is_digit(sql_[end]) && end > at_ + 1))) ++end;
    if (end >= sql_.size() || sql_[end] != '$') return false;
    const std::string_view tag = sql_.substr(at_, end - at_ + 1);
    const std::size_t close = sql_.find(tag, end + 1);
    const std::size_t from = at_;
    at_ = close == std::string_view::npos ? sql_.size() : close + tag.size();
    add(Token::Sort::string, from);
    return true;
  }

  void take_word() {
    const std::size_t from = at_;
    while (starts_word(peek()) || is_digit(peek()) || peek() == '$') ++at_;
    const bool prefix = at_ - from == 1 && peek() == '\'';
    if (prefix && std::string_view("eEbBxXnN").find(sql_[from]) != std::string_view::npos) {
      take_string(from, upper(sql_[from]) == 'E');
      return;
    }
    add(Token::Sort::word, from);
    std::transform(tokens_.back().text.begin(), tokens_.back().text.end(), tokens_.back().text.begin(), upper);
  }

  std::string_view sql_;
  std::size_t at_ = 0;
  bool in_comment_at_end_ = false;
  std::vector<Token> tokens_;
};

} // namespace

std::vector<Token> tokens_of(std::string_view sql) { return Lexer(sql).run(); }

bool ends_in_comment(std::string_view sql) {
  Lexer lexer(sql);
  (void)lexer.run();
  return lexer.in_comment_at_end();
}

} // namespace lockstep
