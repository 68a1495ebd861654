// The text of the block, and its parts.
#include "base/backfill_block.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"

namespace lockstep {

namespace {

constexpr std::size_t depth = 4; ///< of the UPDATE inside the block

std::string indented(const std::string& text, std::size_t by) {
  std::vector<std::string> lines = split(text, '\n');
  for (std::string& line : lines)
    if (!line.empty()) line.insert(0, by, ' ');
  return join(lines, "\n");
}

std::string outdented(const std::string& text) {
  std::vector<std::string> lines = split(text, '\n');
  for (std::size_t i = 1; i < lines.size(); ++i)
    if (lines[i].starts_with(std::string(depth, ' '))) lines[i].erase(0, depth);
  return join(lines, "\n");
}

struct KeyWords {
  std::vector<std::string> low, high, backwards;
  std::string declare;
};

KeyWords key_words(const BackfillBlock& block) {
  KeyWords words;
  for (std::size_t i = 0; i < block.key.size(); ++i) {
    const std::string number = block.key.size() == 1 ? "_key" : "_key" + std::to_string(i + 1);
    words.backwards.push_back(block.key[i] + " DESC");
    words.low.push_back(block.first + number);
    words.high.push_back(block.last + number);
    for (const std::string& name : {words.low.back(), words.high.back()})
      words.declare += "  " + name + " " + block.table + "." + block.key[i] + "%TYPE;\n";
  }
  return words;
}

std::string by_key(const BackfillBlock& block) {
  const KeyWords words = key_words(block);
  const std::string list = join(block.key, ", ");
  const std::string from_first = row_of(block.key) + " >= " + row_of(words.low);
  const std::string into_low = "SELECT " + list + " INTO " + join(words.low, ", ") + "\n";
  return "DO $backfill$\nDECLARE\n" + words.declare + "BEGIN\n" +
         indented(into_low + "  FROM " + block.table + " ORDER BY " + list + " LIMIT 1;", 2) + "\n  WHILE " +
         words.low.front() + " IS NOT NULL LOOP\n    SELECT " + list + " INTO " + join(words.high, ", ") +
         "\n      FROM (SELECT " + list + " FROM " + block.table + "\n             WHERE " + from_first + " ORDER BY " +
         list + " LIMIT " + backfill_rows + ") AS batch\n     ORDER BY " + join(words.backwards, ", ") + " LIMIT 1;\n" +
         indented(fill_sql(block, from_first + " AND " + row_of(block.key) + " <= " + row_of(words.high)) + ";",
                  depth) +
         "\n    COMMIT;\n" +
         indented(into_low + "  FROM " + block.table + " WHERE " + row_of(block.key) + " > " + row_of(words.high) +
                      "\n ORDER BY " + list + " LIMIT 1;",
                  4) +
         "\n  END LOOP;\nEND\n$backfill$";
}

/// The bytes of the table, or of the largest among those that its rows are spread over: an UPDATE of a range of pages
/// takes that range of each.
std::string size_sql(const BackfillBlock& block) {
  const std::string table = quote_literal(block.table) + "::regclass";
  if (!block.spread) return "pg_relation_size(" + table + ")";
  return "(\n      WITH RECURSIVE part AS (\n          SELECT " + table +
         "::oid AS id\n          UNION\n          SELECT inhrelid FROM pg_inherits JOIN part ON inhparent = id)\n      "
         "SELECT max(pg_relation_size(id)) FROM part)";
}

/// Pages that come later hold rows that were written or moved by somebody, and these are right already.
std::string by_pages(const BackfillBlock& block) {
  const std::string number = block.page + "_number";
  const std::string low = block.first + "_row";
  const std::string high = block.behind + "_row";
  return "DO $backfill$\nDECLARE\n  " + block.page + "_count CONSTANT bigint := " + size_sql(block) +
         " / current_setting('block_size')::bigint;\n  " + number + " bigint := 0;\n  " + low + " tid;\n  " + high +
         " tid;\nBEGIN\n  WHILE " + number + " < " + block.page + "_count LOOP\n    " + low + " := format('(%s,0)', " +
         number + ")::tid;\n    " + number + " := " + number + " + " + backfill_pages + ";\n    " + high +
         " := format('(%s,0)', " + number + ")::tid;\n" +
         indented(fill_sql(block, "ctid >= " + low + " AND ctid < " + high) + ";", depth) +
         "\n    COMMIT;\n  END LOOP;\nEND\n$backfill$";
}

/// The text between two marks, the first of them looked for from the beginning; moves `text` behind the second.
std::string take_between(std::string_view& text, std::string_view begin, std::string_view end) {
  const std::size_t from = text.find(begin);
  if (from == std::string_view::npos) return {};
  const std::size_t to = text.find(end, from + begin.size());
  if (to == std::string_view::npos) return {};
  std::string found(text.substr(from + begin.size(), to - from - begin.size()));
  text.remove_prefix(to);
  return found;
}

/// Each column of the key has two lines "  first_key public.orders.id%TYPE;".
void read_key(std::string_view declare, BackfillBlock& block) {
  std::size_t number = 0;
  for (const std::string& line : split(declare, '\n')) {
    const std::size_t space = line.find(' ', 2);
    const std::string mark = " " + block.table + ".";
    if (space == std::string::npos || !line.ends_with("%TYPE;")) continue;
    const std::string name = line.substr(2, space - 2);
    const std::size_t cut = name.rfind("_key");
    if (cut == std::string::npos || line.compare(space, mark.size(), mark) != 0) continue;
    if (number == 0) block.first = name.substr(0, cut);
    if (number == 1) block.last = name.substr(0, cut);
    const std::size_t column = space + mark.size();
    if (number++ % 2 == 0) block.key.push_back(line.substr(column, line.size() - column - 6));
  }
}

void read_pages(std::string_view declare, BackfillBlock& block) {
  std::vector<std::string> names;
  for (const std::string& line : split(declare, '\n'))
    if (const std::size_t space = line.find(' ', 2); space != std::string::npos && space > 2)
      names.push_back(line.substr(2, line.find_last_of('_', space) - 2));
  if (names.size() < 4) return;
  block.spread = declare.find("RECURSIVE") != std::string_view::npos;
  block.page = names[0];
  block.first = names[2];
  block.behind = names[3];
}

/// What a loop does with each range.
void read_update(std::string_view& rest, const std::string& range, BackfillBlock& block) {
  block.sets = outdented(take_between(rest, "\n       SET ", range));
  (void)take_between(rest, range, "\n       AND ");
  block.needs = outdented(take_between(rest, "\n       AND ", ";\n    COMMIT;\n"));
}

void read_copy(std::string_view& rest, BackfillBlock& block) {
  block.copy.into = take_between(rest, "\n    INSERT INTO ", " (");
  block.copy.columns = take_between(rest, " (", ")\n    SELECT ");
  block.copy.taken = take_between(rest, ")\n    SELECT ", "\n      FROM ");
  block.table = take_between(rest, "\n      FROM ", "\n     WHERE ");
  const std::string_view condition = rest.substr(0, rest.find("\n       FOR NO KEY UPDATE"));
  if (const std::size_t filter = condition.rfind("\n       AND "); filter != std::string_view::npos)
    block.copy.filter = condition.substr(filter + 12);
  block.copy.merge = take_between(rest, "\n        ON CONFLICT ", ";\n    COMMIT;\n");
  if (block.copy.merge == "DO NOTHING") block.copy.merge.clear();
}

} // namespace

/// Copied rows are locked: whoever changes one of them meanwhile waits, and then finds its copy.
std::string fill_sql(const BackfillBlock& block, const std::string& range, std::string_view mark) {
  const BackfillCopy& copy = block.copy;
  if (copy.into.empty())
    return "UPDATE " + std::string(mark) + block.table + "\n   SET " + block.sets + "\n WHERE " + range + "\n   AND " +
           block.needs;
  return "INSERT " + std::string(mark) + "INTO " + copy.into + " (" + copy.columns + ")\nSELECT " + copy.taken +
         "\n  FROM " + block.table + "\n WHERE " + range + (copy.filter.empty() ? "" : "\n   AND " + copy.filter) +
         "\n   FOR NO KEY UPDATE\n    ON CONFLICT " + (copy.merge.empty() ? "DO NOTHING" : copy.merge);
}

std::string row_of(const std::vector<std::string>& names) {
  return names.size() == 1 ? names.front() : "(" + join(names, ", ") + ")";
}

std::string write_backfill(const BackfillBlock& block) { return block.key.empty() ? by_pages(block) : by_key(block); }

std::optional<BackfillBlock> read_backfill(std::string_view statement) {
  std::string_view rest = statement;
  const std::string declare = take_between(rest, "DO $backfill$\nDECLARE\n", "BEGIN\n  ");
  if (declare.empty()) return std::nullopt;
  BackfillBlock block;
  const bool copies = rest.find("\n    INSERT INTO ") != std::string_view::npos;
  std::string_view inside = rest;
  if (copies)
    read_copy(inside, block);
  else
    block.table = take_between(rest, "\n    UPDATE ", "\n       SET ");
  const bool keyed = declare.find("%TYPE;") != std::string::npos;
  if (keyed)
    read_key(declare, block);
  else
    read_pages(declare, block);
  if (keyed == block.key.empty()) return std::nullopt;
  const std::string range = keyed ? "\n     WHERE " + row_of(block.key) + " >= " : "\n     WHERE ctid >= ";
  if (!copies) read_update(rest, range, block);
  if (write_backfill(block) != statement) return std::nullopt;
  return block;
}

} // namespace lockstep
