// A reader of lines and literals, not of Ruby: whatever it does not know is said to be no SQL.
#include "emit/dialects/ruby.hpp"

#include "base/text.hpp"
#include "emit/dialects/parts.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

namespace lockstep::ruby {

namespace {

/// The lines of `def name` up to its `end`: from, to.
std::optional<std::pair<std::size_t, std::size_t>> find_body(const std::vector<std::string>& lines,
                                                             std::string_view name) {
  for (std::size_t from = 0; from < lines.size(); ++from) {
    if (trim(lines[from]) != "def " + std::string(name)) continue;
    const std::size_t column = dialects::indentation_of(lines[from]);
    for (std::size_t to = from + 1; to < lines.size(); ++to)
      if (dialects::indentation_of(lines[to]) == column && trim(lines[to]) == "end") return std::pair(from + 1, to);
  }
  return std::nullopt;
}

struct Heredoc {
  std::string word;
  bool dedents = false;
  bool literal = false;
};
std::optional<Heredoc> heredoc_in(std::string_view call) {
  if (!call.starts_with("<<")) return std::nullopt;
  call.remove_prefix(2);
  Heredoc heredoc;
  heredoc.dedents = call.starts_with('~');
  if (call.starts_with('~') || call.starts_with('-')) call.remove_prefix(1);
  heredoc.literal = call.starts_with('\'');
  if (call.starts_with('\'') || call.starts_with('"')) call.remove_prefix(1);
  std::size_t end = 0;
  while (end < call.size() && (std::isalnum(static_cast<unsigned char>(call[end])) != 0 || call[end] == '_')) ++end;
  heredoc.word = call.substr(0, end);
  if (heredoc.word.empty()) return std::nullopt;
  return heredoc;
}

/// No value where Ruby would put something in.
std::optional<std::string> unescaped(const std::string& text) {
  if (text.find("#{") != std::string::npos) return std::nullopt;
  std::string result;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\\' && at + 1 < text.size()) ++at;
    result += text[at];
  }
  return result;
}

std::string dedented(const std::vector<std::string>& lines) {
  std::size_t least = std::string::npos;
  for (const std::string& line : lines)
    if (!trim(line).empty()) least = std::min(least, dialects::indentation_of(line));
  std::vector<std::string> result;
  for (const std::string& line : lines) result.push_back(line.substr(std::min(least, line.size())));
  return join(result, "\n");
}

class Reader {
public:
  Reader(const std::vector<std::string>& lines, std::size_t from, std::size_t to)
      : lines_(lines), begin_(from), at_(from), end_(to), sql_(dialects::first_comments(lines)) {}

  /// Every statement stands on its own line of the file.
  std::optional<std::string> run() {
    while (at_ < end_) {
      const std::string line(trim(lines_[at_++]));
      if (line.starts_with("#")) {
        put("--" + line.substr(1), at_ - 1);
      } else if (!line.empty() && line != "safety_assured do" && line != "end" && !take_call(line)) {
        return std::nullopt;
      }
    }
    return sql_;
  }

private:
  bool take_call(std::string line) {
    if (line.starts_with("safety_assured {") && line.ends_with("}"))
      line = trim(std::string_view(line).substr(16, line.size() - 17));
    if (!line.starts_with("execute")) return false;
    std::string call(trim(std::string_view(line).substr(7)));
    const bool closed = call.starts_with("(");
    if (closed) call = trim(std::string_view(call).substr(1));
    if (const auto heredoc = heredoc_in(call)) return take_heredoc(*heredoc);
    const char quote = call.empty() ? ' ' : call.front();
    if (quote != '"' && quote != '\'') return false;
    const std::size_t first = at_ - 1;
    while (!ends_with_quote(call, quote, closed) && at_ < end_) call += "\n" + lines_[at_++];
    if (!ends_with_quote(call, quote, closed)) return false;
    const std::string text = call.substr(1, call.rfind(quote) - 1);
    const auto sql = quote == '"' ? unescaped(text) : std::optional(replace_all(text, "\\'", "'"));
    if (sql) add(*sql, first);
    return sql.has_value();
  }

  static bool ends_with_quote(const std::string& call, char quote, bool closed) {
    std::string_view text = trim(call);
    if (closed) {
      if (!text.ends_with(')')) return false;
      text = trim(text.substr(0, text.size() - 1));
    }
    return text.size() > 1 && text.back() == quote;
  }

  bool take_heredoc(const Heredoc& heredoc) {
    const std::size_t first = at_;
    std::vector<std::string> lines;
    while (at_ < end_ && trim(lines_[at_]) != heredoc.word) lines.push_back(lines_[at_++]);
    if (at_++ >= end_) return false;
    const std::string text = heredoc.dedents ? dedented(lines) : join(lines, "\n");
    const auto sql = heredoc.literal ? std::optional(text) : unescaped(text);
    if (sql) add(*sql, first);
    return sql.has_value();
  }

  void add(const std::string& text, std::size_t line) {
    const std::string_view bare = trim(text);
    put(std::string(bare) + (bare.ends_with(';') ? "" : ";"), line);
  }
  void put(const std::string& text, std::size_t line) {
    if (!sql_.empty() && sql_.back() != '\n') sql_ += '\n';
    // Only an empty line parts statements.
    for (auto at = static_cast<std::size_t>(std::count(sql_.begin(), sql_.end(), '\n')); at < line; ++at)
      sql_ += at < begin_ || trim(lines_[at]).empty() ? "\n" : "--\n";
    sql_ += text;
  }

  const std::vector<std::string>& lines_;
  std::size_t begin_;
  std::size_t at_;
  std::size_t end_;
  std::string sql_;
};

} // namespace

std::string class_name(const std::string& snake) {
  std::string name;
  bool starts = true;
  for (const char c : snake) {
    if (c == '_') {
      starts = true;
      continue;
    }
    name += starts ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    starts = false;
  }
  return name;
}

std::string execute(const std::string& statement, const std::string& indentation) {
  const bool one_line = statement.find_first_of("\n\\") == std::string::npos;
  if (one_line && statement.find('\'') == std::string::npos) return indentation + "execute '" + statement + "'\n";
  if (one_line && statement.find_first_of("\"#") == std::string::npos)
    return indentation + "execute \"" + statement + "\"\n";
  std::string word = "SQL";
  const std::vector<std::string> lines = split(statement, '\n');
  while (std::any_of(lines.begin(), lines.end(), [&](const std::string& line) { return trim(line) == word; }))
    word += "_";
  return indentation + "execute <<-'" + word + "'\n" + statement + "\n" + indentation + word + "\n";
}

std::optional<std::string> sql_of(const std::string& content) {
  const std::vector<std::string> lines = split(content, '\n');
  auto body = find_body(lines, "up");
  if (!body) body = find_body(lines, "change");
  if (!body) return std::nullopt;
  return Reader(lines, body->first, body->second).run();
}

} // namespace lockstep::ruby
