// A reader of lines and literals, not of Python: whatever it does not know is said to be no SQL.
#include "emit/dialects/python.hpp"

#include "base/text.hpp"
#include "emit/dialects/parts.hpp"

#include <algorithm>
#include <cctype>

namespace lockstep::python {

namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// Walks over a text.
class Cursor {
public:
  explicit Cursor(std::string_view text) : text_(text) {}

  [[nodiscard]] bool done() const { return at_ >= text_.size(); }
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }
  [[nodiscard]] std::size_t line() const {
    return static_cast<std::size_t>(std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at_), '\n'));
  }
  bool take(std::string_view word) {
    if (!rest().starts_with(word)) return false;
    at_ += word.size();
    return true;
  }
  void skip(std::string_view characters) {
    while (!done() && characters.find(text_[at_]) != std::string_view::npos) ++at_;
  }
  /// Blanks, line ends and comments.
  void skip_space() {
    for (skip(" \t\r\n\\"); take("#"); skip(" \t\r\n\\")) take_line();
  }
  std::string take_line() {
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    std::string line(text_.substr(at_, end - at_));
    at_ = std::min(end + 1, text_.size());
    return line;
  }
  /// A literal, or several in a row; no value for f-strings and all else.
  std::optional<std::string> take_strings() {
    std::optional<std::string> all;
    for (;;) {
      const std::size_t before = at_;
      skip_space();
      const std::optional<std::string> one = take_string();
      if (!one) {
        at_ = before;
        return all;
      }
      all = all.value_or("") + *one;
    }
  }

private:
  std::optional<std::string> take_string() {
    const std::size_t before = at_;
    const bool raw = take("r") || take("R");
    if (!raw) (void)(take("u") || take("U"));
    for (const std::string_view quote : {"\"\"\"", "'''", "\"", "'"}) {
      if (!take(quote)) continue;
      std::string content;
      while (!done() && !take(quote)) take_character(raw, content);
      return content;
    }
    at_ = before;
    return std::nullopt;
  }

  void take_character(bool raw, std::string& content) {
    const char c = text_[at_++];
    if (c != '\\' || done()) {
      content += c;
      return;
    }
    const char next = text_[at_++];
    constexpr std::string_view names = "ntr\\'\"";
    constexpr std::string_view meant = "\n\t\r\\'\"";
    const std::size_t known = names.find(next);
    if (raw || known == std::string_view::npos)
      content.append({c, next});
    else
      content += meant[known];
    if (!raw && next == '\n') content.resize(content.size() - 2);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// The lines below "def function(", as one text that begins with an empty line for each line above them.
std::optional<std::string> body_of(const std::string& module, const std::string& function) {
  std::optional<std::string> body;
  std::string above;
  for (const std::string& line : split(module, '\n')) {
    if (!body) {
      above += "\n";
      if (line.starts_with("def " + function + "(")) body = above;
    } else if (line.starts_with("def ") || line.starts_with("class ") || line.starts_with("@")) {
      break;
    } else {
      *body += line + "\n";
    }
  }
  return body;
}

/// op.execute( … ), with text( … ) around the literal or without.
std::optional<std::string> take_call(Cursor& cursor) {
  if (!cursor.take("op.execute(")) return std::nullopt;
  cursor.skip_space();
  const bool wrapped = cursor.take("sa.text(") || cursor.take("sqlalchemy.text(") || cursor.take("text(");
  std::optional<std::string> sql = cursor.take_strings();
  if (!sql) return std::nullopt;
  for (int closing = wrapped ? 2 : 1; closing > 0; --closing) {
    cursor.skip_space();
    (void)cursor.take(",");
    cursor.skip_space();
    if (!cursor.take(")")) return std::nullopt;
  }
  return unescape_binds(*sql);
}

/// Calls of a body, with what stood in an autocommit block and what did not.
class Reader {
public:
  Reader(std::string_view body, std::string header)
      : cursor_(body), lines_(split(body, '\n')), sql_(std::move(header)) {}

  std::optional<std::string> run() {
    while (!cursor_.done()) {
      const std::string_view rest = cursor_.rest();
      if (!take_line(rest.substr(0, std::min(rest.find('\n'), rest.size())))) return std::nullopt;
    }
    leave();
    return any_outside_ ? sql_ : replace_all(replace_all(sql_, begin, ""), commit, "");
  }

private:
  static constexpr std::string_view begin = "BEGIN; ";
  static constexpr std::string_view commit = " COMMIT;";

  bool take_line(std::string_view line) {
    const std::string_view text = trim(line);
    if (text.empty() || text.starts_with("#") || text == "pass" || text.starts_with("pass ")) {
      if (text.starts_with("#")) put("--" + std::string(text.substr(1)));
      (void)cursor_.take_line();
      return true;
    }
    if (block_ && dialects::indentation_of(line) <= *block_) block_.reset();
    if (text.starts_with("with op.get_context().autocommit_block():")) {
      block_ = dialects::indentation_of(line);
      leave();
      (void)cursor_.take_line();
      return true;
    }
    cursor_.skip(" \t");
    if (text.starts_with("\"\"\"") || text.starts_with("'''")) return cursor_.take_strings().has_value();
    const std::size_t at = cursor_.line();
    const std::optional<std::string> sql = take_call(cursor_);
    if (sql) add(*sql, at);
    return sql.has_value();
  }

  void add(const std::string& sql, std::size_t line) {
    std::string opening;
    if (block_) {
      any_outside_ = true;
    } else if (!inside_) {
      opening = begin;
      inside_ = true;
    }
    const std::string_view bare = trim(sql);
    put(opening + std::string(bare) + (bare.ends_with(';') ? "" : ";"), line);
  }

  void put(const std::string& text) { put(text, cursor_.line()); }
  /// On its own line, or behind what takes more lines here than there.
  void put(const std::string& text, std::size_t line) {
    if (!sql_.empty() && sql_.back() != '\n') sql_ += '\n';
    // Only an empty line parts statements.
    for (auto at = static_cast<std::size_t>(std::count(sql_.begin(), sql_.end(), '\n')); at < line; ++at)
      sql_ += trim(lines_[at]).empty() ? "\n" : "--\n";
    sql_ += text;
  }

  void leave() {
    if (inside_) sql_ += commit;
    inside_ = false;
  }

  Cursor cursor_;
  std::vector<std::string> lines_;
  std::optional<std::size_t> block_;
  bool inside_ = false;
  bool any_outside_ = false;
  std::string sql_;
};

} // namespace

std::string literal(const std::string& text) {
  for (const std::string_view quote : {"\"\"\"", "'''"}) {
    const bool fits = text.find(quote) == std::string::npos && !text.ends_with(quote.front()) && !text.ends_with('\\');
    if (fits) return "r" + std::string(quote) + text + std::string(quote);
  }
  std::string escaped = replace_all(replace_all(text, "\\", "\\\\"), "\"", "\\\"");
  return "\"" + replace_all(replace_all(escaped, "\n", "\\n"), "\r", "\\r") + "\"";
}

std::string escape_binds(const std::string& sql) {
  std::string result;
  for (std::size_t at = 0; at < sql.size(); ++at) {
    if (sql[at] == ':' && at + 1 < sql.size() && is_word(sql[at + 1])) {
      const char before = at == 0 ? ' ' : sql[at - 1];
      std::size_t end = at + 1;
      while (end < sql.size() && is_word(sql[end])) ++end;
      const bool bind = before != ':' && !is_word(before) && (end == sql.size() || sql[end] != ':');
      if (bind || before == '\\') result += '\\';
    }
    result += sql[at];
  }
  return result;
}

std::string unescape_binds(const std::string& sql) {
  std::string result;
  for (std::size_t at = 0; at < sql.size(); ++at) {
    const bool escapes = sql[at] == '\\' && at + 2 < sql.size() && sql[at + 1] == ':' && is_word(sql[at + 2]);
    if (!escapes) result += sql[at];
  }
  return result;
}

std::vector<std::string> strings_of(const std::string& module, const std::string& name) {
  std::vector<std::string> found;
  std::size_t offset = 0;
  for (const std::string& line : split(module, '\n')) {
    const std::size_t equals = line.find('=');
    const bool named = line.starts_with(name) && equals != std::string::npos && !is_word(line[name.size()]) &&
                       (line[name.size()] == ':' || trim(line.substr(name.size(), equals - name.size())).empty());
    if (named) {
      Cursor cursor(std::string_view(module).substr(offset + equals + 1));
      for (cursor.skip(" \t([");; cursor.skip(" \t\r\n,")) {
        const std::optional<std::string> text = cursor.take_strings();
        if (!text) return found;
        found.push_back(*text);
      }
    }
    offset += line.size() + 1;
  }
  return found;
}

std::optional<std::string> sql_of(const std::string& module, const std::string& function) {
  const std::optional<std::string> body = body_of(module, function);
  if (!body) return std::nullopt;
  return Reader(*body, dialects::first_comments(split(module, '\n'))).run();
}

} // namespace lockstep::python
