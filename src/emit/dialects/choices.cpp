// See the header. Expressions: a comma is the weakest "or", "and" binds more than "or", "!" and "not" more than both.
#include "emit/dialects/choices.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace lockstep::dialects {

namespace {

class Expression {
public:
  Expression(std::string_view text, const std::vector<std::string>& words) : words_(words) {
    std::string word;
    const auto end_word = [&] {
      if (!word.empty()) tokens_.push_back(std::move(word));
      word.clear();
    };
    for (const char c : text) {
      if (std::string_view(" \t,!()").find(c) == std::string_view::npos) {
        word += c;
        continue;
      }
      end_word();
      if (c != ' ' && c != '\t') tokens_.emplace_back(1, c);
    }
    end_word();
  }

  bool run() { return tokens_.empty() || any(); }

private:
  bool any() {
    bool holds = all();
    while (take(",") || take("or")) holds = all() || holds;
    return holds;
  }
  bool all() {
    bool holds = one();
    while (take("and")) holds = one() && holds;
    return holds;
  }
  bool one() {
    if (take("!") || take("not")) return !one();
    if (take("(")) {
      const bool holds = any();
      (void)take(")");
      return holds;
    }
    if (at_ >= tokens_.size()) return false;
    const std::string word = lower(tokens_[at_++]);
    const std::string bare = word.starts_with('@') ? word.substr(1) : word;
    return std::any_of(words_.begin(), words_.end(), [&](const std::string& known) {
      return lower(trim(known)) == bare || lower(trim(known)) == word;
    });
  }
  bool take(std::string_view token) {
    if (at_ >= tokens_.size() || lower(tokens_[at_]) != token) return false;
    ++at_;
    return true;
  }

  const std::vector<std::string>& words_;
  std::vector<std::string> tokens_;
  std::size_t at_ = 0;
};

} // namespace

Filled fill_in(const std::string& text, const Choices& choices) {
  if (choices.opens.empty() || choices.closes.empty()) return {text, {}, 0};
  Filled filled;
  std::size_t at = 0;
  for (;;) {
    const std::size_t begin = text.find(choices.opens, at);
    const std::size_t end = begin == std::string::npos ? begin : text.find(choices.closes, begin);
    filled.text += text.substr(at, std::min(begin, text.size()) - at);
    if (end == std::string::npos) {
      filled.text += text.substr(std::min(begin, text.size()));
      return filled;
    }
    at = end + choices.closes.size();
    const std::string name = text.substr(begin + choices.opens.size(), end - begin - choices.opens.size());
    const auto value = choices.placeholders.find(lower(trim(name)));
    if (value != choices.placeholders.end()) {
      filled.text += value->second;
      continue;
    }
    filled.text += text.substr(begin, at - begin);
    if (!filled.missing.empty()) continue;
    filled.missing = text.substr(begin, at - begin);
    filled.line =
        static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(begin), '\n')) + 1;
  }
}

bool holds_of(std::string_view expression, const std::vector<std::string>& words) {
  return Expression(expression, words).run();
}

bool is_for_postgres(std::string_view dbms) { return holds_of(dbms, {"postgresql", "all"}); }

bool is_chosen(std::string_view context, std::string_view labels, const Choices& choices) {
  const bool context_holds =
      choices.contexts.empty() ? context.find('@') == std::string_view::npos : holds_of(context, choices.contexts);
  return context_holds &&
         (choices.labels.empty() || trim(labels).empty() || holds_of(choices.labels, split(labels, ',')));
}

} // namespace lockstep::dialects
