// By words: the text may be a block of PL/pgSQL, which nobody parses here.
#include "trace/mentions.hpp"

#include "catalog/clear.hpp"

#include <algorithm>

namespace lockstep {

namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (c & 0x80) != 0;
}

char folded(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Where the word stands in the text; the text's size when it does not.
std::size_t find_word(std::string_view text, std::string_view word) {
  const auto same = [](char a, char b) { return folded(a) == folded(b); };
  for (auto from = text.begin();; ++from) {
    const auto found = std::search(from, text.end(), word.begin(), word.end(), same);
    if (found == text.end()) return text.size();
    const auto end = found + static_cast<std::ptrdiff_t>(word.size());
    if ((found == text.begin() || !is_word(*(found - 1))) && (end == text.end() || !is_word(*end)))
      return static_cast<std::size_t>(found - text.begin());
    from = found;
  }
}

struct Mention {
  std::size_t at = 0;
  std::string table;
};

std::vector<Mention> mentions_in(Connection& connection, std::string_view text) {
  const Rows rows =
      connection.exec("SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname), c.relname "
                      "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                      "WHERE c.relkind IN ('r', 'p') AND c.oid >= 16384 AND n.nspname !~ '^pg_' UNION ALL "
                      "SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname), i.relname "
                      "FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid "
                      "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind <> 'm' AND c.oid >= 16384 AND "
                      "n.nspname !~ '^pg_' ORDER BY 1");
  std::vector<Mention> mentions;
  for (std::size_t row = 0; row < rows.size(); ++row)
    if (const std::size_t at = find_word(text, rows.get(row, 1)); at < text.size())
      mentions.push_back({at, std::string(rows.get(row, 0))});
  return mentions;
}

} // namespace

std::vector<std::string> tables_in(Connection& connection, std::string_view text) {
  std::vector<std::string> tables;
  for (Mention& mention : mentions_in(connection, text)) tables.push_back(std::move(mention.table));
  tables.erase(std::unique(tables.begin(), tables.end()), tables.end());
  return tables;
}

std::string first_table(Connection& connection, std::string_view text) {
  const std::vector<Mention> mentions = mentions_in(connection, text);
  const auto first = std::min_element(mentions.begin(), mentions.end(),
                                      [](const Mention& a, const Mention& b) { return a.at < b.at; });
  return first == mentions.end() ? std::string() : first->table;
}

void empty_tables(Connection& connection, std::string_view text) {
  clear_tables(connection, tables_in(connection, text));
}

} // namespace lockstep
