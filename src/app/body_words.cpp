// No parser: SQL and PL/pgSQL are told by their words. What it is not sure of it passes over.
#include "app/body_words.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace lockstep {

namespace {

constexpr std::size_t nowhere = std::string::npos;

/// What stands between SELECT and FROM.
struct List {
  std::size_t begin = 0;
  std::size_t end = 0;
  int items = 1;
  bool has_star = false;
  [[nodiscard]] bool is_star() const { return items == 1 && has_star; }
};

class Body {
public:
  Body(const Routine& routine, const Id& table) : routine_(routine), table_(table), tokens_(tokens_of(routine.body)) {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (symbol(i, ')') && !open.empty()) open.pop_back();
      inside_.push_back(open.empty() ? nowhere : open.back());
      if (symbol(i, '(')) open.push_back(i);
    }
  }

  std::optional<ByPlace> find(bool is_trigger) const {
    for (const auto look : {&Body::result, &Body::cast_of_row})
      if (std::optional<ByPlace> taken = (this->*look)()) return taken;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (word(i, "INSERT") && word(i + 1, "INTO")) {
        if (is_trigger)
          if (std::optional<ByPlace> taken = whole_row_in(i)) return taken;
        if (std::optional<ByPlace> taken = insert(i)) return taken;
      }
      if (word(i, "SELECT") && routine_.language == "plpgsql")
        if (std::optional<ByPlace> taken = into_variables(i)) return taken;
    }
    return {};
  }

private:
  [[nodiscard]] bool word(std::size_t at, std::string_view text) const {
    return at < tokens_.size() && tokens_[at].sort == Token::Sort::word && tokens_[at].text == text;
  }
  [[nodiscard]] bool symbol(std::size_t at, char text) const {
    return at < tokens_.size() && tokens_[at].sort == Token::Sort::symbol && tokens_[at].text[0] == text;
  }
  template <std::size_t count>
  [[nodiscard]] bool one_of(std::size_t at, const std::array<std::string_view, count>& words) const {
    return std::any_of(words.begin(), words.end(), [&](std::string_view one) { return word(at, one); });
  }
  [[nodiscard]] bool is_name(std::size_t at) const {
    return at < tokens_.size() &&
           (tokens_[at].sort == Token::Sort::word || tokens_[at].sort == Token::Sort::quoted_name);
  }

  /// Behind the dotted name; where it begins when there is none.
  [[nodiscard]] std::size_t behind_name(std::size_t at) const {
    if (!is_name(at)) return at;
    while (symbol(at + 1, '.') && is_name(at + 2)) at += 2;
    return at + 1;
  }
  [[nodiscard]] std::string name_of(std::size_t at) const {
    const Token& token = tokens_[at];
    return token.sort == Token::Sort::quoted_name ? parse_name(token.text).back() : lower(token.text);
  }
  [[nodiscard]] bool is_table(std::size_t at) const {
    const std::size_t end = behind_name(at);
    if (end == at || name_of(end - 1) != table_.name()) return false;
    return end == at + 1 || name_of(end - 3) == table_.path.front();
  }
  [[nodiscard]] std::size_t times_named() const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < tokens_.size(); ++i)
      if (is_name(i) && name_of(i) == table_.name()) ++count;
    return count;
  }

  /// The words from one token to another, at most so many as a reader needs.
  [[nodiscard]] ByPlace found(std::size_t from, std::size_t to, bool from_expand) const {
    constexpr std::size_t most = 60;
    const Token& last = tokens_[std::min(to, tokens_.size()) - 1];
    std::string words;
    for (const char c : routine_.body.substr(tokens_[from].at, last.at + last.text.size() - tokens_[from].at)) {
      const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
      if (!space || !words.ends_with(' ')) words += space ? ' ' : c;
    }
    if (words.size() > most) words = words.substr(0, words.rfind(' ', most)) + " …";
    return {.words = words, .from_expand = from_expand};
  }

  /// The end of the statement in which this stands.
  [[nodiscard]] std::size_t end_of_statement(std::size_t at) const {
    while (at < tokens_.size() && !symbol(at, ';')) ++at;
    return at;
  }

  [[nodiscard]] List list_at(std::size_t at) const {
    constexpr std::array<std::string_view, 12> ends{"FROM",  "INTO",   "WHERE",     "GROUP", "HAVING", "UNION",
                                                    "ORDER", "EXCEPT", "INTERSECT", "LIMIT", "LOOP",   "FOR"};
    if (word(at, "ALL") || word(at, "DISTINCT")) ++at;
    List list{at, at};
    const std::size_t level = at < inside_.size() ? inside_[at] : nowhere;
    for (; list.end < tokens_.size(); ++list.end) {
      const std::size_t i = list.end;
      if (inside_[i] != level) {
        if (symbol(i, ')') && level != nowhere && inside_[i] < level) break;
        continue;
      }
      if (symbol(i, ')') || symbol(i, ';') || one_of(i, ends)) break;
      const bool begins = i == list.begin || symbol(i - 1, ',') || symbol(i - 1, '.');
      if (symbol(i, ',')) ++list.items;
      if (symbol(i, '*') && begins) list.has_star = true;
    }
    return list;
  }

  /// The first table behind FROM is this one.
  [[nodiscard]] bool reads_table(const List& list) const {
    for (std::size_t i = list.end; i < tokens_.size() && !symbol(i, ';'); ++i)
      if (word(i, "FROM") && inside_[i] == inside_[list.begin]) return is_table(i + 1);
    return false;
  }

  // What is given back

  [[nodiscard]] std::optional<ByPlace> result() const {
    const std::string& returns = routine_.returns;
    const std::vector<std::string> type = parse_name(returns.starts_with("SETOF ") ? returns.substr(6) : returns);
    const bool rows = std::vector<std::string>(table_.path.begin(), table_.path.end()) == type;
    const bool columns = returns.starts_with("TABLE(") || returns.ends_with("record");
    if (!rows && !columns) return {};
    for (const std::size_t at : results()) {
      const List list = list_at(at);
      if (list.begin >= tokens_.size() || list.begin == list.end) continue;
      if (rows ? list.items < 2 : !(list.has_star && reads_table(list))) continue;
      ByPlace taken = found(at - 1, rows ? list.end : behind_name(list.end + 1), true);
      taken.gives_rows = rows;
      taken.never_fits = rows && routine_.is_parsed;
      return taken;
    }
    return {};
  }

  /// Where lists begin whose values the function gives back.
  [[nodiscard]] std::vector<std::size_t> results() const {
    std::vector<std::size_t> lists;
    std::size_t last = 0;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const bool is_query = routine_.language == "plpgsql" && word(i, "RETURN") && word(i + 1, "QUERY");
      const std::size_t select = is_query ? first_select(i + 2) : nowhere;
      if (select != nowhere) lists.push_back(select + 1);
      if (symbol(i, ';') && i + 1 < tokens_.size() && !word(i + 1, "END")) last = i + 1;
    }
    if (routine_.language != "sql") return lists;
    if (word(last, "BEGIN") && word(last + 1, "ATOMIC")) last += 2;
    for (std::size_t i = last; i < tokens_.size(); ++i)
      if (inside_[i] == nowhere && word(i, "RETURNING")) return {i + 1};
    const std::size_t select = first_select(last);
    if (select != nowhere) lists.push_back(select + 1);
    return lists;
  }

  /// Of one statement, outside of its parentheses; none for one that writes.
  [[nodiscard]] std::size_t first_select(std::size_t at) const {
    constexpr std::array<std::string_view, 5> others{"INSERT", "UPDATE", "DELETE", "MERGE", "EXECUTE"};
    for (const std::size_t level = at < inside_.size() ? inside_[at] : nowhere; at < tokens_.size(); ++at) {
      if (symbol(at, ';')) break;
      if (inside_[at] != level) continue;
      if (one_of(at, others)) break;
      if (word(at, "SELECT")) return at;
    }
    return nowhere;
  }

  /// ROW(1, 2)::orders
  [[nodiscard]] std::optional<ByPlace> cast_of_row() const {
    for (std::size_t i = 0; i + 3 < tokens_.size(); ++i) {
      const bool casts = symbol(i, ')') && symbol(i + 1, ':') && symbol(i + 2, ':') && is_table(i + 3);
      if (!casts || symbol(behind_name(i + 3), '[')) continue;
      std::size_t open = i;
      while (open > 0 && !(symbol(open, '(') && inside_[open] == inside_[i])) --open;
      const bool is_row = open > 0 && word(open - 1, "ROW");
      const bool calls = open > 0 && is_name(open - 1) && !word(open - 1, "SELECT") && !word(open - 1, "RETURN");
      if (is_row || (!calls && list_at(open + 1).items > 1))
        return found(is_row ? open - 1 : open, behind_name(i + 3), true);
    }
    return {};
  }

  // INSERT

  /// A list of columns, where no SELECT stands in the parentheses.
  [[nodiscard]] bool names_columns(std::size_t at) const {
    constexpr std::array<std::string_view, 3> queries{"SELECT", "WITH", "VALUES"};
    return symbol(at, '(') && !symbol(at + 1, '(') && !one_of(at + 1, queries);
  }

  [[nodiscard]] std::optional<ByPlace> insert(std::size_t at) const {
    constexpr std::array<std::string_view, 5> sources{"VALUES", "SELECT", "WITH", "TABLE", "DEFAULT"};
    if (!is_table(at + 2)) return {};
    std::size_t i = behind_name(at + 2);
    if (word(i, "AS")) i += 2;
    while (symbol(i, '(') && !names_columns(i)) ++i;
    if (names_columns(i) || !one_of(i, sources) || word(i, "DEFAULT")) return {};
    const bool values = word(i, "VALUES");
    const List list = list_at(i + (values ? 2 : 1));
    // A row of the table itself fits whatever the order is.
    if ((values || word(i, "SELECT")) && list.is_star() && times_named() > 1) return {};
    return found(at, values ? i + 1 : list.end, false);
  }

  /// NEW.* or OLD.* among the values of an INSERT, and no argument of a call.
  [[nodiscard]] std::optional<ByPlace> whole_row_in(std::size_t at) const {
    const std::size_t end = end_of_statement(at);
    for (std::size_t i = at; i + 2 < end; ++i) {
      const bool whole = (word(i, "NEW") || word(i, "OLD")) && symbol(i + 1, '.') && symbol(i + 2, '*');
      if (whole && is_item(i, i + 3) && !is_argument(i, at)) return found(at, i + 3, true);
    }
    return {};
  }

  /// Of a list, and by itself: nothing compares it.
  [[nodiscard]] bool is_item(std::size_t begin, std::size_t end) const {
    constexpr std::array<std::string_view, 5> behind{"FROM", "WHERE", "ON", "RETURNING", "UNION"};
    const bool begins = word(begin - 1, "SELECT") || symbol(begin - 1, ',') || symbol(begin - 1, '(');
    const bool ends = end == tokens_.size() || symbol(end, ',') || symbol(end, ')') || symbol(end, ';');
    return begins && (ends || one_of(end, behind));
  }

  [[nodiscard]] bool is_argument(std::size_t at, std::size_t begin) const {
    for (std::size_t open = inside_[at]; open != nowhere && open > begin; open = inside_[open])
      if (is_name(open - 1) && !word(open - 1, "VALUES") && !word(open + 1, "SELECT")) return true;
    return false;
  }

  // Variables of PL/pgSQL

  [[nodiscard]] std::optional<ByPlace> into_variables(std::size_t at) const {
    const List list = list_at(at + 1);
    if (!list.is_star() || !reads_table(list)) return {};
    if (at > 3 && word(at - 1, "IN") && symbol(at - 3, ',')) return found(at - 4, behind_name(list.end + 1), false);
    const std::size_t end = end_of_statement(at);
    for (std::size_t i = list.end; i < end; ++i) {
      if (!word(i, "INTO") || inside_[i] != inside_[at]) continue;
      const std::size_t target = word(i + 1, "STRICT") ? i + 2 : i + 1;
      if (symbol(behind_name(target), ',')) return found(at, end, false);
    }
    return {};
  }

  const Routine& routine_;
  const Id& table_;
  std::vector<Token> tokens_;
  std::vector<std::size_t> inside_; ///< where the innermost parenthesis opens that the token stands in
};

} // namespace

std::optional<ByPlace> taken_by_place(const Routine& routine, const Id& table, bool is_trigger) {
  if (routine.language != "sql" && routine.language != "plpgsql") return {};
  return Body(routine, table).find(is_trigger);
}

} // namespace lockstep
