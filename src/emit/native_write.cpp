// Writes a migration as a file that lockstep apply and plain psql both run, under a header for the one who is called
// when it stops.
#include "emit/native.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "emit/comment.hpp"
#include "emit/locks.hpp"
#include "emit/native_text.hpp"
#include "emit/native_words.hpp"
#include "emit/statement.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace lockstep {

namespace {

/// Statements one by one, notes by lines: what the reader of the file gets back.
MigrationUnit canonical(const MigrationUnit& unit) {
  MigrationUnit result = unit;
  result.statements.clear();
  std::vector<std::string> note = comment_lines(unit.note);
  for (const std::string& text : unit.statements)
    for (const Statement& statement : split_statements(text)) {
      result.statements.push_back(statement.text);
      for (std::string& line : comment_lines(statement.comment)) note.push_back(std::move(line));
    }
  for (std::string& line : note)
    if (line.starts_with(native::locks_mark) || line.starts_with(native::leftover_mark) ||
        line.starts_with(native::check_mark) || line.starts_with(native::time_mark))
      line = "note: " + line;
  result.note = join(note, "\n");
  if (result.leftover_index.empty() && result.statements.size() == 1)
    result.leftover_index = StatementFacts(result.statements.front()).concurrent_index();
  return result;
}

std::string set_statement(std::string_view setting, const std::string& value, bool local) {
  const bool number = !value.empty() && value.find_first_not_of("0123456789") == std::string::npos;
  return std::string(local ? "SET LOCAL " : "SET ") + std::string(setting) + " = " +
         (value.empty() ? "DEFAULT"
          : number      ? value
                        : quote_literal(value));
}

/// The SET statements that lead from the timeouts in force to those of the unit.
Block timeout_block(const MigrationUnit& unit, MigrationUnit& in_force, bool local) {
  Block block;
  if (unit.lock_timeout != in_force.lock_timeout)
    block.push_back({{}, set_statement("lock_timeout", unit.lock_timeout, local)});
  if (unit.statement_timeout != in_force.statement_timeout)
    block.push_back({{}, set_statement("statement_timeout", unit.statement_timeout, local)});
  in_force.lock_timeout = unit.lock_timeout;
  in_force.statement_timeout = unit.statement_timeout;
  return block;
}

/// What the unit locks, in one line; a line for each relation where that would be too long.
std::vector<std::string> locks_annotation(const MigrationUnit& unit) {
  if (unit.locks.empty()) return {};
  const auto line = [&](const std::string& locks) {
    return join(
        comment_lines(std::string(native::locks_mark) + " " + locks + (unit.cost.empty() ? "" : "; " + unit.cost)),
        " ");
  };
  const std::string all = line(join(unit.locks, ", "));
  if (all.size() + 3 <= comment_width) return {all};
  std::vector<std::string> lines;
  for (const std::string& lock : unit.locks) lines.push_back(line(lock));
  return lines;
}

Block unit_block(const MigrationUnit& unit, TransactionMode mode) {
  std::vector<std::string> comments;
  for (const std::string& line : comment_lines(unit.note))
    for (const std::string& piece : wrap(line, comment_width - 3)) comments.push_back(comment(piece));
  for (const std::string& line : locks_annotation(unit)) comments.push_back(comment(line));
  if (!unit.time.empty()) comments.push_back(comment(std::string(native::time_mark) + " " + unit.time));
  for (const std::string& check : unit.checks) comments.push_back(comment(native::check_line(check)));
  if (!unit.leftover_index.empty()) comments.push_back(comment(native::leftover_line(unit.leftover_index)));
  const bool group = mode == TransactionMode::each && unit.statements.size() > 1;
  Block block;
  if (group) block.push_back({{}, "BEGIN"});
  for (const std::string& statement : unit.statements) block.push_back({{}, statement});
  if (group) block.push_back({{}, "COMMIT"});
  block.front().comments = std::move(comments);
  return block;
}

constexpr std::array costs = {"", "catalog only", "scan", "index build", "rewrite"};

struct LockRow {
  RelationLock lock;
  std::ptrdiff_t cost = 0; ///< index into costs
  std::string cost_text;
};

/// The locks of all units, a relation's strongest first; those that another one of the relation covers are left out.
std::vector<LockRow> gather_locks(const Migration& migration) {
  std::vector<LockRow> rows;
  for (const MigrationUnit& unit : migration.units)
    for (const std::string& text : unit.locks)
      rows.push_back({parse_lock(text), std::find(costs.begin(), costs.end(), unit.cost) - costs.begin(), unit.cost});
  const auto order = [](const LockRow& row) {
    return std::make_tuple(row.lock.relation, -lock_strength(row.lock.mode), -row.cost, row.lock.mode, row.cost_text);
  };
  std::sort(rows.begin(), rows.end(), [&](const LockRow& a, const LockRow& b) { return order(a) < order(b); });
  std::vector<LockRow> kept;
  for (const LockRow& row : rows) {
    const bool covered = std::any_of(kept.begin(), kept.end(), [&](const LockRow& other) {
      return other.lock.relation == row.lock.relation && other.cost >= row.cost;
    });
    if (!covered) kept.push_back(row);
  }
  return kept;
}

/// One line for each relation and lock that counts, with the dearest thing done under it.
std::vector<std::string> lock_lines(const Migration& migration) {
  const std::vector<LockRow> rows = gather_locks(migration);
  std::size_t relation = 0;
  std::size_t mode = 0;
  for (const LockRow& row : rows) {
    relation = std::max(relation, row.lock.relation.size());
    mode = std::max(mode, row.lock.mode.size());
  }
  const auto cell = [](const std::string& text, std::size_t width) {
    return text + std::string(width + 2 - text.size(), ' ');
  };
  std::vector<std::string> lines;
  for (const LockRow& row : rows)
    lines.emplace_back(trim(cell(row.lock.relation, relation) + cell(row.lock.mode, mode) + row.cost_text));
  return lines;
}

std::vector<std::string> about_lines(const std::string& about) {
  std::vector<std::string> lines;
  for (const std::string& line : comment_lines(about))
    if (!trim(line).empty()) lines.emplace_back(trim(line));
  return lines;
}

/// The way back as comment lines, last unit first.
std::string back_lines(const Migration& migration) {
  std::string header;
  const bool any = std::any_of(migration.units.begin(), migration.units.end(),
                               [](const MigrationUnit& unit) { return !trim(unit.back).empty(); });
  add_entry(header, "to go back", {any ? "run these, in this order:" : native::no_way_back_words(migration)});
  if (!any) return header;
  for (auto unit = migration.units.rbegin(); unit != migration.units.rend(); ++unit) {
    std::vector<std::string> statements;
    for (const Statement& statement : split_statements(unit->back)) statements.push_back(terminated(statement.text));
    if (statements.empty()) statements = {native::no_way_back(*unit)};
    if (statements.size() > 1) {
      statements.insert(statements.begin(), "BEGIN;");
      statements.emplace_back("COMMIT;");
    }
    for (const std::string& line : comment_lines(join(statements, "\n")))
      header += comment(line.empty() ? "" : "  " + line) + "\n";
  }
  return header;
}

std::string header_text(const Migration& migration, const TextStyle& style) {
  std::string header = comment(native::mark) + "\n--\n";
  add_entry(header, "version", {migration.version});
  add_entry(header, "name", {migration.name});
  if (!migration.phase.empty()) add_entry(header, "phase", {native::phase_words(migration)});
  add_entry(header, "transaction", {native::mode_words(migration.mode)});
  add_entry(header, "expansion", native::expansion_lines(migration));
  add_entry(header, "meanwhile", migration.meanwhile);
  if (migration.takes_back)
    add_entry(header, "aborts",
              {migration.aborts.empty() ? std::string(native::no_version) : join(migration.aborts, ", ")});
  add_entry(header, "changes", about_lines(migration.about));
  add_entry(header, "locks", lock_lines(migration));
  if (!migration.hazards.empty()) add_entry(header, "hazards", {"accepted: " + join(migration.hazards, ", ")});
  add_entry(header, "rights", migration.rights);
  if (!migration.time.empty()) add_entry(header, "time", {migration.time});
  add_entry(header, "if it dies",
            style.again.empty() ? native::recovery_words(migration)
                                : native::recovery_words(migration, style.again, style.again_outside));
  return header + back_lines(migration);
}

} // namespace

std::string native_file_name(const Migration& migration) {
  return migration.version + "_" + migration.name + (migration.phase.empty() ? "" : "." + migration.phase) + ".sql";
}

std::string terminated(const std::string& statement) { return statement + (ends_in_comment(statement) ? "\n;" : ";"); }

NativeText make_text(const Migration& given, const TextStyle& style) {
  Migration migration = given;
  migration.units.clear();
  for (const MigrationUnit& unit : given.units)
    if (MigrationUnit clean = canonical(unit); !clean.statements.empty()) migration.units.push_back(std::move(clean));

  const bool whole = migration.mode == TransactionMode::file;
  NativeText text{header_text(migration, style), {}};
  MigrationUnit in_force;
  for (const MigrationUnit& unit : migration.units) {
    Block block = whole || style.sets_outside ? timeout_block(unit, in_force, whole) : Block{};
    if (whole && style.begins && text.blocks.empty()) block.insert(block.begin(), {{}, "BEGIN"});
    if (!block.empty()) text.blocks.push_back(std::move(block));
    text.blocks.push_back(unit_block(unit, migration.mode));
  }
  if (whole && style.begins && !text.blocks.empty()) text.blocks.push_back({{{}, "COMMIT"}});
  if (!whole && style.resets && style.sets_outside && !text.blocks.empty())
    text.blocks.push_back({{{}, "RESET lock_timeout"}, {{}, "RESET statement_timeout"}});
  return text;
}

std::string to_text(const std::vector<Block>& blocks) {
  std::vector<std::string> texts;
  for (const Block& block : blocks) {
    std::vector<std::string> lines;
    for (const Piece& piece : block) {
      lines.insert(lines.end(), piece.comments.begin(), piece.comments.end());
      lines.push_back(terminated(piece.statement));
    }
    texts.push_back(join(lines, "\n"));
  }
  return join(texts, "\n\n");
}

std::string to_text(const NativeText& text) {
  return text.header + (text.blocks.empty() ? "" : "\n" + to_text(text.blocks) + "\n");
}

std::string write_native(const Migration& migration) { return to_text(make_text(migration, {})); }

} // namespace lockstep
