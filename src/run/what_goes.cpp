// Reads DROP, ALTER TABLE and CREATE VIEW; a statement that it does not know takes nothing away.
#include "run/what_goes.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "emit/statement.hpp"

#include <algorithm>

namespace lockstep {

namespace {

class Reader {
public:
  explicit Reader(const std::string& statement) : tokens_(tokens_of(statement)), facts_(statement) {}

  void read(Goes& goes) {
    const bool away = word(0, "DROP");
    if (word(0, "ALTER") && word(1, "TABLE")) read_columns(goes);
    if (word(0, "ALTER") && word(1, "TABLE") && word(tokens_.size() - 3, "RENAME")) read_new_name(goes);
    if (word(0, "ALTER") && word(1, "TABLE") && word(tokens_.size() - 5, "RENAME")) read_new_column_name(goes);
    if (away && (word(1, "TABLE") || word(1, "VIEW")))
      if (const std::string name = first_name(); !name.empty()) goes.olds.push_back({name, "", false});
    if (word(0, "CREATE") && word(1, "VIEW"))
      if (std::erase_if(goes.olds, [&](const Old& old) { return old.text() == first_name(); }) > 0)
        goes.remade.push_back(first_name());
    if (away && word(1, "SEQUENCE"))
      if (const std::string name = first_name(); parse_name(name).back().ends_with("_seen"))
        goes.sequences.push_back(name);
    if (away || word(0, "CREATE") || word(0, "ALTER"))
      for (const std::string& name : facts_.names()) goes.handled.push_back(name);
  }

private:
  [[nodiscard]] bool word(std::size_t at, std::string_view text) const {
    return at < tokens_.size() && tokens_[at].sort == Token::Sort::word && tokens_[at].text == text;
  }
  [[nodiscard]] std::string first_name() const {
    for (const std::string& name : facts_.names())
      if (parse_name(name).size() == 2) return name;
    return {};
  }
  void read_columns(Goes& goes) const {
    const std::string table = first_name();
    for (std::size_t i = 2; i + 2 < tokens_.size(); ++i) {
      if (!word(i, "DROP") || !word(i + 1, "COLUMN") || table.empty()) continue;
      std::size_t at = i + 2;
      if (word(at, "IF")) at += 2;
      if (at < tokens_.size()) goes.olds.push_back({table, parse_name(lower_unless_quoted(tokens_[at])).back(), false});
    }
  }
  /// Another table takes the name: whoever uses it finds that one.
  void read_new_name(Goes& goes) const {
    const std::string table = first_name();
    if (table.empty()) return;
    const std::string name =
        qualified(parse_name(table).front(), parse_name(lower_unless_quoted(tokens_.back())).back());
    std::erase_if(goes.olds, [&](const Old& old) { return old.text() == name; });
  }
  void read_new_column_name(Goes& goes) const {
    const std::string column = parse_name(lower_unless_quoted(tokens_.back())).back();
    for (Old& old : goes.olds)
      if (old.table == first_name() && old.column == column) old.comes_again = true;
  }
  static std::string lower_unless_quoted(const Token& token) {
    return token.sort == Token::Sort::quoted_name ? token.text : lower(token.text);
  }

  std::vector<Token> tokens_;
  StatementFacts facts_;
};

} // namespace

std::string Old::text() const { return column.empty() ? table : table + "." + quote_ident(column); }

std::vector<std::vector<std::string>> Goes::successors(const Old& old) const {
  std::vector<std::vector<std::string>> found;
  for (const Shapes& shapes : expansions)
    if (std::find(shapes.olds.begin(), shapes.olds.end(), old.text()) != shapes.olds.end())
      for (const std::string& name : shapes.news) found.push_back(parse_name(name));
  return found;
}

Goes what_goes(const Migration& migration) {
  Goes goes;
  if (migration.takes_back) return goes;
  goes.expansions = migration.expansions;
  for (const MigrationUnit& unit : migration.units)
    for (const std::string& statement : unit.statements) Reader(statement).read(goes);
  return goes;
}

} // namespace lockstep
