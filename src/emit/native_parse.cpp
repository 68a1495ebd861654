// Reads a migration file back: one that lockstep wrote, one that was edited since, or one written by hand.
#include "emit/native.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "emit/comment.hpp"
#include "emit/native_header.hpp"
#include "emit/native_words.hpp"
#include "emit/statement.hpp"

#include <algorithm>

namespace lockstep {

namespace {

/// One statement that is not BEGIN, COMMIT or a timeout, with what stood around it.
struct Item {
  Statement statement;
  int group = 0;       ///< number of its BEGIN … COMMIT, 0 for none
  bool begins = false; ///< a blank line or a comment parts it from the statement before
  std::string lock_timeout;
  std::string statement_timeout;
  bool refuses = false;
};

/// Walks over the statements of a file and takes the transaction and timeout commands out.
class Walk {
public:
  Walk(const std::string& file, std::string_view content) : file_(file), lines_(split(content, '\n')) {
    for (const Statement& statement : split_statements(content)) take(statement);
    if (group_open_)
      throw native::file_error(file_, begin_line_, "this BEGIN has no COMMIT",
                               "add COMMIT; where the transaction ends");
  }

  std::vector<Item> items;
  int groups = 0;

private:
  void take(const Statement& statement) {
    const StatementFacts facts(statement.text);
    if (facts.needs_psql())
      throw native::file_error(
          file_, statement.line, "only psql understands this: " + split(statement.text, '\n').front(),
          "write plain SQL (INSERT instead of COPY FROM STDIN, SET instead of a backslash command)");
    if (facts.ends_otherwise())
      throw native::file_error(file_, statement.line,
                               "a migration must not end its transaction with " + split(statement.text, '\n').front(),
                               "end it with COMMIT;");
    if (facts.begins_transaction()) {
      begin(statement, facts);
    } else if (facts.commits()) {
      commit(statement);
    } else if (const auto lock = facts.setting("lock_timeout")) {
      lock_timeout_ = *lock;
    } else if (const auto time = facts.setting("statement_timeout")) {
      statement_timeout_ = *time;
    } else {
      add(statement, facts.refuses_transaction() && !(group_open_ && facts.calls()));
    }
    end_line_ = statement.line + static_cast<int>(std::count(statement.text.begin(), statement.text.end(), '\n'));
  }

  void begin(const Statement& statement, const StatementFacts& facts) {
    if (group_open_)
      throw native::file_error(file_, statement.line,
                               "BEGIN inside a transaction that line " + std::to_string(begin_line_) + " began",
                               "end that one with COMMIT; first");
    group_open_ = true;
    ++groups;
    begin_line_ = statement.line;
    pending_comment_ = statement.comment;
    outer_ = {lock_timeout_, statement_timeout_};
    if (const std::string options = facts.transaction_options(); !options.empty())
      add({"SET TRANSACTION " + options, {}, statement.line}, false);
  }

  void commit(const Statement& statement) {
    if (!group_open_)
      throw native::file_error(file_, statement.line, "COMMIT without a BEGIN before it", "add BEGIN; or take it out");
    group_open_ = false;
    lock_timeout_ = outer_.first;
    statement_timeout_ = outer_.second;
  }

  void add(Statement statement, bool refuses) {
    Item item;
    item.begins = !trim(statement.comment).empty() || blank_between(end_line_, statement.line);
    if (!pending_comment_.empty())
      statement.comment = pending_comment_ + (statement.comment.empty() ? "" : "\n" + statement.comment);
    pending_comment_.clear();
    item.statement = std::move(statement);
    item.group = group_open_ ? groups : 0;
    item.lock_timeout = lock_timeout_;
    item.statement_timeout = statement_timeout_;
    item.refuses = refuses;
    items.push_back(std::move(item));
  }

  [[nodiscard]] bool blank_between(int from, int to) const {
    for (int line = from; line < to - 1; ++line)
      if (line >= 0 && trim(lines_[static_cast<std::size_t>(line)]).empty()) return true;
    return false;
  }

  const std::string& file_;
  std::vector<std::string> lines_;
  bool group_open_ = false;
  int begin_line_ = 0;
  int end_line_ = 0;
  std::string lock_timeout_;
  std::string statement_timeout_;
  std::pair<std::string, std::string> outer_;
  std::string pending_comment_;
};

/// "public.orders SHARE, public.lines SHARE; scan" into its parts; commas and semicolons in quoted names do not count.
void read_locks(std::string_view text, MigrationUnit& unit) {
  bool quoted = false;
  std::size_t from = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ';';
    if (c == '"') quoted = !quoted;
    if (quoted || (c != ',' && c != ';')) continue;
    if (const std::string_view lock = trim(text.substr(from, i - from)); !lock.empty()) unit.locks.emplace_back(lock);
    from = i + 1;
    if (c == ';') break;
  }
  if (from < text.size()) unit.cost = trim(text.substr(from));
}

void read_comment(const std::string& text, MigrationUnit& unit) {
  std::vector<std::string> note;
  if (!unit.note.empty()) note.push_back(unit.note);
  for (const std::string& line : comment_lines(text)) {
    const std::string drop = std::string(native::leftover_mark) + " " + std::string(native::drop_leftover);
    if (line.starts_with(native::locks_mark)) {
      read_locks(std::string_view(line).substr(native::locks_mark.size()), unit);
    } else if (line.starts_with(native::time_mark)) {
      unit.time = trim(std::string_view(line).substr(native::time_mark.size()));
    } else if (line.starts_with(native::check_mark) && line.ends_with(';')) {
      unit.checks.emplace_back(trim(std::string_view(line).substr(native::check_mark.size())));
      unit.checks.back().pop_back();
    } else if (line.starts_with(drop) && line.ends_with(';')) {
      unit.leftover_index = line.substr(drop.size(), line.size() - drop.size() - 1);
    } else {
      note.push_back(line);
    }
  }
  unit.note = join(note, "\n");
}

std::vector<MigrationUnit> build_units(const std::vector<Item>& items, TransactionMode mode) {
  std::vector<MigrationUnit> units;
  int group = 0;
  for (const Item& item : items) {
    const bool joins = mode == TransactionMode::each ? item.group != 0 && item.group == group : !item.begins;
    if (units.empty() || !joins) {
      units.emplace_back();
      units.back().lock_timeout = item.lock_timeout;
      units.back().statement_timeout = item.statement_timeout;
    }
    group = item.group;
    read_comment(item.statement.comment, units.back());
    units.back().statements.push_back(item.statement.text);
  }
  for (MigrationUnit& unit : units)
    if (unit.leftover_index.empty() && unit.statements.size() == 1)
      unit.leftover_index = StatementFacts(unit.statements.front()).concurrent_index();
  return units;
}

/// The mode of a file whose header does not say it.
TransactionMode find_mode(const Walk& walk) {
  const bool refuses = std::any_of(walk.items.begin(), walk.items.end(), [](const Item& item) { return item.refuses; });
  const bool loose =
      std::any_of(walk.items.begin(), walk.items.end(), [](const Item& item) { return item.group == 0; });
  const bool one_transaction = walk.groups == 0 || (walk.groups == 1 && !loose);
  return refuses || !one_transaction ? TransactionMode::each : TransactionMode::file;
}

void check_mode(const std::string& file, const Walk& walk, TransactionMode mode) {
  for (const Item& item : walk.items) {
    const std::string head = split(item.statement.text, '\n').front();
    if (item.refuses && (mode == TransactionMode::file || item.group != 0))
      throw native::file_error(file, item.statement.line, "PostgreSQL refuses this inside a transaction: " + head,
                               "take it out of BEGIN … COMMIT, or move it to a file of its own");
    if (mode == TransactionMode::file && walk.groups > 0 && item.group != 1)
      throw native::file_error(
          file, item.statement.line, "this stands outside the one transaction of the file: " + head,
          "put it between BEGIN; and COMMIT;, or write \"each\" instead of \"file\" in the header");
  }
}

void read_body(const std::string& file, const Walk& walk, const std::vector<HeaderEntry>& header,
               Migration& migration) {
  for (const HeaderEntry& entry : header) native::read_entry(entry, migration);
  check_mode(file, walk, migration.mode);
  migration.units = build_units(walk.items, migration.mode);
  native::read_way_back(header, migration);
}

std::string_view without_mark(std::string_view text) {
  text.remove_prefix(text.starts_with("\xEF\xBB\xBF") ? 3 : 0);
  return text;
}

} // namespace

Migration parse_native(const std::string& file_name, const std::string& content) {
  Migration migration = parse_file_name(file_name);
  const std::vector<HeaderEntry> header = native::read_header(file_name, without_mark(content));
  const Walk walk(file_name, without_mark(content));
  migration.mode = find_mode(walk);
  for (const HeaderEntry& entry : header)
    if (entry.key == "version" || entry.key == "name" || entry.key == "phase")
      native::check_name(file_name, migration, entry);
  read_body(file_name, walk, header, migration);
  return migration;
}

Migration parse_carried(const std::string& file, Migration known, std::string_view text,
                        std::optional<TransactionMode> told) {
  const std::vector<HeaderEntry> header = native::read_header(file, without_mark(text));
  const Walk walk(file, without_mark(text));
  known.mode = told.value_or(find_mode(walk));
  for (const HeaderEntry& entry : header) {
    const std::string value = entry.lines.front().substr(0, entry.lines.front().find(':'));
    if (entry.key == "name") known.name = value;
    if (entry.key == "phase") known.phase = value;
  }
  read_body(file, walk, header, known);
  return known;
}

} // namespace lockstep
