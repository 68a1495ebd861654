// Cuts an SQL script into statements by the rules of psql's own lexer (src/fe_utils/psqlscan.l).
#include "base/sql.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace lockstep {

namespace {

bool starts_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80U;
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// One walk over a script. Only what can hide a semicolon is understood; all else is passed over.
class Splitter {
public:
  explicit Splitter(std::string_view script) : script_(script) {}

  std::vector<Statement> run() {
    while (at_ < script_.size()) step();
    finish();
    return std::move(found_);
  }

private:
  void step() {
    const char c = script_[at_];
    if (is_blank(c)) {
      skip_blank();
    } else if (next_is("--")) {
      skip_line_comment();
    } else if (next_is("/*")) {
      skip_block_comment();
    } else if (c == ';' && parentheses_ == 0 && begins_ == 0) {
      finish();
      ++at_;
    } else {
      begin_statement();
      take_token(c);
    }
  }

  void take_token(char c) {
    if (c == '\'') {
      skip_string(false);
    } else if (c == '"') {
      skip_until('"');
    } else if (c == '$') {
      skip_dollar();
    } else if (starts_word(c)) {
      take_word();
    } else if (is_digit(c)) {
      while (at_ < script_.size() && (is_digit(script_[at_]) || script_[at_] == '.')) ++at_;
    } else {
      if (c == '(') ++parentheses_;
      if (c == ')' && parentheses_ > 0) --parentheses_;
      ++at_;
    }
  }

  [[nodiscard]] bool next_is(std::string_view text) const { return script_.substr(at_, text.size()) == text; }

  // A blank line parts a comment from the statement after it; the comment's own newline is already behind us.
  void skip_blank() {
    int newlines = 0;
    for (; at_ < script_.size() && is_blank(script_[at_]); ++at_)
      if (script_[at_] == '\n') ++newlines;
    if (newlines == 0) return;
    on_statement_line_ = false;
    if (!started_) comment_.clear();
  }

  void skip_line_comment() {
    const std::size_t end = std::min(script_.find('\n', at_), script_.size());
    std::string_view text = script_.substr(at_ + 2, end - at_ - 2);
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (text.starts_with(' ')) text.remove_prefix(1);
    // A comment behind a semicolon speaks of the statement before it.
    if (!started_ && !on_statement_line_) comment_.emplace_back(text);
    at_ = std::min(end + 1, script_.size());
    on_statement_line_ = false;
  }

  void skip_block_comment() {
    int depth = 0;
    while (at_ < script_.size()) {
      if (next_is("/*")) {
        ++depth;
        at_ += 2;
      } else if (next_is("*/")) {
        at_ += 2;
        if (--depth == 0) break;
      } else {
        ++at_;
      }
    }
    if (!started_) comment_.clear();
  }

  void skip_until(char mark) {
    const std::size_t end = script_.find(mark, at_ + 1);
    at_ = end == std::string_view::npos ? script_.size() : end + 1;
  }

  // Strings apart by nothing but white space with a newline are one string of the first one's sort.
  void skip_string(bool backslashes) {
    do {
      for (++at_; at_ < script_.size() && script_[at_] != '\''; ++at_)
        if (backslashes && script_[at_] == '\\') ++at_;
      at_ = std::min(at_ + 1, script_.size());
    } while (string_goes_on(backslashes));
  }

  bool string_goes_on(bool backslashes) {
    if (!backslashes) return false; // a new plain string is skipped by the same rules anyway
    if (at_ < script_.size() && script_[at_] == '\'') return true;
    std::size_t next = at_;
    bool newline = false;
    for (; next < script_.size(); ++next) {
      if (script_.substr(next, 2) == "--") {
        next = std::min(script_.find('\n', next), script_.size() - 1);
      } else if (!is_blank(script_[next])) {
        break;
      }
      newline = newline || script_[next] == '\n';
    }
    if (!newline || next >= script_.size() || script_[next] != '\'') return false;
    at_ = next;
    return true;
  }

  void skip_dollar() {
    std::size_t end = at_ + 1;
    if (end < script_.size() && starts_word(script_[end]))
      while (end < script_.size() && (starts_word(script_[end]) || is_digit(script_[end]))) ++end;
    if (end >= script_.size() || script_[end] != '$') {
      ++at_;
      while (at_ < script_.size() && is_digit(script_[at_])) ++at_;
      return;
    }
    const std::string_view tag = script_.substr(at_, end - at_ + 1);
    const std::size_t close = script_.find(tag, end + 1);
    at_ = close == std::string_view::npos ? script_.size() : close + tag.size();
  }

  void take_word() {
    const std::size_t from = at_;
    while (at_ < script_.size() && (starts_word(script_[at_]) || is_digit(script_[at_]) || script_[at_] == '$')) ++at_;
    const std::string word = lower(script_.substr(from, at_ - from));
    if (word == "e" && at_ < script_.size() && script_[at_] == '\'') {
      skip_string(true);
      return;
    }
    note_word(word);
  }

  // BEGIN … END counts only in CREATE [OR REPLACE] FUNCTION or PROCEDURE: there it encloses a body.
  void note_word(const std::string& word) {
    static constexpr std::string_view telling[] = {"create", "function", "procedure", "or", "replace"};
    const bool tells = std::find(std::begin(telling), std::end(telling), word) != std::end(telling);
    if (words_ < 4) initials_[words_] = tells ? word.front() : ' ';
    ++words_;
    const bool plain = initials_[0] == 'c' && (initials_[1] == 'f' || initials_[1] == 'p');
    const bool replace = initials_[0] == 'c' && initials_[1] == 'o' && initials_[2] == 'r' &&
                         (initials_[3] == 'f' || initials_[3] == 'p');
    if ((!plain && !replace) || parentheses_ != 0) return;
    if (word == "begin" || (word == "case" && begins_ > 0)) ++begins_;
    if (word == "end" && begins_ > 0) --begins_;
  }

  void begin_statement() {
    if (started_) return;
    started_ = true;
    begin_ = at_;
    for (; counted_ < at_; ++counted_)
      if (script_[counted_] == '\n') ++line_;
  }

  void finish() {
    if (started_)
      found_.push_back({std::string(trim(script_.substr(begin_, at_ - begin_))), join(comment_, "\n"), line_});
    started_ = false;
    on_statement_line_ = true;
    comment_.clear();
    parentheses_ = 0;
    begins_ = 0;
    words_ = 0;
    std::fill(std::begin(initials_), std::end(initials_), ' ');
  }

  std::string_view script_;
  std::vector<Statement> found_;
  std::vector<std::string> comment_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0;
  std::size_t counted_ = 0;
  int line_ = 1;
  bool started_ = false;
  bool on_statement_line_ = false; ///< a semicolon stood on this line
  int parentheses_ = 0;
  int begins_ = 0;
  std::size_t words_ = 0;
  char initials_[4] = {' ', ' ', ' ', ' '};
};

} // namespace

std::vector<Statement> split_statements(std::string_view script) { return Splitter(script).run(); }

} // namespace lockstep
