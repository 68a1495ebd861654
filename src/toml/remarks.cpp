// The lines of a TOML file by their keys. toml++ drops comments, so they are found in the text itself.
#include "toml/remarks.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace lockstep {

namespace {

using Key = std::vector<std::string>;

class Scanner {
public:
  explicit Scanner(std::string_view text) : text_(text) {}

  Remarks read() {
    while (at_ < text_.size()) read_line();
    drop_last_blank(before_);
    remarks_.tail = std::move(before_);
    return std::move(remarks_);
  }

private:
  [[nodiscard]] char now() const { return at_ < text_.size() ? text_[at_] : '\n'; }
  [[nodiscard]] bool sees(std::string_view part) const { return text_.substr(at_).starts_with(part); }
  void skip_blanks() {
    while (now() == ' ' || now() == '\t' || now() == '\r') ++at_;
  }
  std::string take_comment() {
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    std::string comment(trim(text_.substr(at_, end - at_)));
    at_ = end;
    return comment;
  }
  static void drop_last_blank(std::vector<std::string>& lines) {
    while (!lines.empty() && lines.back().empty()) lines.pop_back();
  }

  void read_line() {
    const std::size_t begin = at_;
    skip_blanks();
    if (now() == '#') {
      before_.push_back(take_comment());
    } else if (now() == '\n') {
      if (remarks_.lines.empty() && !before_.empty() && remarks_.head.empty())
        remarks_.head = std::move(before_), before_.clear();
      else if (!before_.empty() && !before_.back().empty())
        before_.emplace_back();
    } else {
      read_entry(begin);
    }
    at_ = std::min(text_.find('\n', at_), text_.size()) + 1;
  }

  void read_entry(std::size_t begin) {
    Remarked entry;
    entry.begin = begin;
    if (now() == '[') {
      section_ = read_header();
      entry.path = section_;
    } else {
      entry.path = section_;
      for (std::string& part : read_key('=')) entry.path.push_back(std::move(part));
      ++at_;
      skip_value();
    }
    entry.end = at_;
    skip_blanks();
    if (now() == '#') entry.behind = take_comment();
    entry.before = std::move(before_);
    before_.clear();
    remarks_.lines.push_back(std::move(entry));
  }

  Key read_header() {
    const bool list = sees("[[");
    at_ += list ? 2 : 1;
    Key path = read_key(']');
    at_ += list ? 2 : 1;
    if (list) path.back() += "#" + std::to_string(++count_[join(path, "\n")]);
    return path;
  }

  /// The parts of a dotted key, up to `close`.
  Key read_key(char close) {
    Key parts(1);
    while (now() != close && now() != '\n') {
      if (now() == '"' || now() == '\'') {
        const std::size_t begin = at_ + 1;
        skip_string();
        parts.back() += text_.substr(begin, at_ - 1 - begin);
      } else if (now() == '.') {
        parts.emplace_back();
        ++at_;
      } else {
        if (now() != ' ' && now() != '\t') parts.back() += now();
        ++at_;
      }
    }
    return parts;
  }

  /// Behind the string that begins here.
  void skip_string() {
    const char quote = now();
    const std::string three(3, quote);
    const bool tall = sees(three);
    at_ += tall ? 3 : 1;
    while (at_ < text_.size() && !(tall ? sees(three) : now() == quote)) at_ += quote == '"' && now() == '\\' ? 2 : 1;
    at_ += tall ? 3 : 1;
    while (tall && now() == quote) ++at_; // one or two quotes may stand before the closing three
  }

  /// Behind the value, over several lines where it is an array or a string that has them.
  void skip_value() {
    int depth = 0;
    std::size_t end = at_;
    while (at_ < text_.size() && (depth > 0 || now() != '\n')) {
      if (now() == '#') {
        if (depth == 0) break;
        before_.push_back(take_comment());
        continue;
      }
      if (now() == '"' || now() == '\'') {
        skip_string();
        end = at_;
        continue;
      }
      if (now() == '[' || now() == '{') ++depth;
      if (now() == ']' || now() == '}') --depth;
      const bool blank = now() == ' ' || now() == '\t' || now() == '\r' || now() == '\n';
      ++at_;
      if (!blank) end = at_;
    }
    if (depth == 0) at_ = end;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Key section_;
  std::map<std::string, int> count_;
  std::vector<std::string> before_;
  Remarks remarks_;
};

/// A key as it is when nothing is left out: "public.orders" is "orders" where public is the schema of the file.
std::string bare(std::string_view part) {
  const std::size_t dot = part.rfind('.');
  return std::string(dot == std::string_view::npos ? part : part.substr(dot + 1));
}

bool begins_with(const Key& path, const Key& start) {
  return path.size() >= start.size() &&
         std::equal(start.begin(), start.end(), path.begin(),
                    [](const std::string& a, const std::string& b) { return a == b || bare(a) == bare(b); });
}

struct Found {
  std::size_t line = 0;
  bool exact = false;
};

/// The line of `lines` for a key: it, the first below it, or those of the keys above it; nothing where none is near.
std::optional<Found> find_line(const std::vector<Remarked>& lines, Key path) {
  bool exact = true;
  for (; !path.empty(); path.pop_back()) {
    std::optional<Found> below;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (lines[i].path == path) return Found{i, exact};
      if (!below && begins_with(lines[i].path, path)) below = Found{i, exact && lines[i].path.size() == path.size()};
    }
    if (below) return below;
    exact = false;
  }
  return std::nullopt;
}

void append(std::vector<std::string>& to, const std::vector<std::string>& lines) {
  to.insert(to.end(), lines.begin(), lines.end());
}

std::string as_text(const std::vector<std::string>& lines) {
  return lines.empty() ? std::string() : join(lines, "\n") + "\n";
}

} // namespace

Remarks read_remarks(std::string_view text) { return Scanner(text).read(); }

std::string carry_remarks(std::string_view original, std::string_view canonical) {
  const Remarks said = read_remarks(original);
  Remarks written = read_remarks(canonical);
  std::vector<std::string> tail;
  for (const Remarked& line : said.lines) {
    if (line.before.empty() && line.behind.empty()) continue;
    const std::optional<Found> found = find_line(written.lines, line.path);
    std::vector<std::string>& before = found ? written.lines[found->line].before : tail;
    append(before, line.before);
    if (line.behind.empty()) continue;
    if (found && found->exact && written.lines[found->line].behind.empty())
      written.lines[found->line].behind = line.behind;
    else
      before.push_back(line.behind);
  }
  append(tail, said.tail);
  std::string text = as_text(said.head) + (said.head.empty() ? "" : "\n");
  std::size_t at = 0;
  for (const Remarked& line : written.lines) {
    text += canonical.substr(at, line.begin - at);
    text += as_text(line.before);
    text += canonical.substr(line.begin, line.end - line.begin);
    if (!line.behind.empty()) text += "  " + line.behind;
    at = line.end;
  }
  text += canonical.substr(std::min(at, canonical.size()));
  if (!tail.empty()) text += "\n" + as_text(tail);
  return text;
}

} // namespace lockstep
