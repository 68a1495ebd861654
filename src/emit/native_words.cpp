// What the header of a native file says in words.
#include "emit/native_words.hpp"

#include "base/backfill_block.hpp"
#include "base/text.hpp"
#include "emit/statement.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace lockstep::native {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> phases = {{
    {"expand", "runs before the new application version is deployed; the old one goes on working"},
    {"backfill", "runs after expand, while the applications work; fills what expand added, in batches"},
    {"validate", "runs after backfill, before code relies on it; checks the rows that are there, writes go on"},
    {"contract", "runs after every instance of the application has moved to the new version; the old one would break"},
}};

bool repeatable(const MigrationUnit& unit) {
  return std::all_of(unit.statements.begin(), unit.statements.end(),
                     [](const std::string& statement) { return StatementFacts(statement).repeatable(); });
}

/// "1, 2 and 5"
std::string enumeration(const std::vector<std::string>& numbers) {
  if (numbers.size() < 2) return join(numbers, "");
  return join({numbers.begin(), numbers.end() - 1}, ", ") + " and " + numbers.back();
}

} // namespace

std::string phase_words(const Migration& migration) {
  const std::string& phase = migration.phase;
  const auto& hazards = migration.hazards;
  if (migration.takes_back)
    return phase + ": takes an expansion back; runs after every instance of the application has moved back to the old "
                   "version; the new one would break";
  const bool breaks = std::any_of(hazards.begin(), hazards.end(),
                                  [](const std::string& hazard) { return hazard.ends_with("breaks_old_code"); });
  if (breaks && phase != "contract")
    return phase + ": runs at the very moment of the deploy; the old application version breaks with it";
  for (const auto& [name, words] : phases)
    if (name == phase) return phase + ": " + std::string(words);
  return phase;
}

namespace {

constexpr std::string_view opened_by = "opened by ";
constexpr std::string_view becomes = " -> ";
constexpr std::string_view nothing = "nothing";
constexpr std::string_view one_way = " (one way)";

/// The names of a list; commas in quoted names do not count.
std::vector<std::string> names_of(std::string_view text) {
  std::vector<std::string> names(1);
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (c == ',' && !quoted)
      names.emplace_back();
    else
      names.back() += c;
  }
  for (std::string& name : names) name = trim(name);
  return names;
}

std::size_t arrow_in(std::string_view line) {
  bool quoted = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] == '"') quoted = !quoted;
    if (!quoted && line.substr(at).starts_with(becomes)) return at;
  }
  return std::string_view::npos;
}

} // namespace

std::vector<std::string> expansion_lines(const Migration& migration) {
  std::vector<std::string> lines;
  if (!migration.opened_by.empty()) lines.push_back(std::string(opened_by) + migration.opened_by);
  for (const Shapes& shapes : migration.expansions) {
    const std::string old = shapes.olds.empty() ? std::string(nothing) : join(shapes.olds, ", ");
    lines.push_back(old + std::string(becomes) + join(shapes.news, ", ") + std::string(shapes.one_way ? one_way : ""));
  }
  return lines;
}

void read_expansions(const std::vector<std::string>& lines, Migration& migration) {
  for (const std::string& line : lines) {
    if (line.starts_with(opened_by)) migration.opened_by = line.substr(opened_by.size());
    const std::size_t arrow = arrow_in(line);
    if (arrow == std::string_view::npos) continue;
    std::string_view news = std::string_view(line).substr(arrow + becomes.size());
    Shapes shapes{names_of(line.substr(0, arrow)), {}, news.ends_with(one_way)};
    if (shapes.one_way) news.remove_suffix(one_way.size());
    shapes.news = names_of(news);
    if (shapes.olds.front() == nothing) shapes.olds.clear();
    migration.expansions.push_back(std::move(shapes));
  }
}

std::string mode_words(TransactionMode mode) {
  return mode == TransactionMode::file ? "file: all statements commit together or not at all"
                                       : "each: every statement commits by itself, BEGIN to COMMIT as one";
}

namespace {

enum class Remains { none, index, rebuilt_index, dropped_index, partition, batches };

Remains remains_of(const MigrationUnit& unit, const std::string& statement) {
  const StatementFacts facts(statement);
  if (!facts.dropped_index().empty()) return Remains::dropped_index;
  if (!facts.detached_partition().table.empty()) return Remains::partition;
  if (read_backfill(statement)) return Remains::batches;
  if (unit.leftover_index.empty()) return Remains::none;
  return facts.concurrent_index().empty() ? Remains::rebuilt_index : Remains::index;
}

/// What statements that commit by themselves leave where they die, and how they go on. `by_us`: apply runs them.
std::vector<std::string> remains_words(const Migration& migration, bool by_us) {
  const std::string leftover = by_us ? "apply drops it; by hand, run the DROP INDEX of its \"leftover\" line first."
                                     : "run the DROP INDEX of its \"leftover\" line first.";
  const std::array words{
      std::pair(Remains::index, "A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: " + leftover),
      std::pair(Remains::rebuilt_index, "A REINDEX CONCURRENTLY that died leaves an INVALID index beside: " + leftover),
      std::pair(Remains::dropped_index,
                std::string("A DROP INDEX CONCURRENTLY that died leaves the index INVALID: run it again.")),
      std::pair(Remains::partition, "A DETACH PARTITION CONCURRENTLY that died leaves it half detached: " +
                                        std::string(by_us ? "apply ends it; by hand, " : "") +
                                        "ALTER TABLE ... DETACH PARTITION ... FINALIZE."),
      std::pair(Remains::batches,
                std::string("A backfill that died keeps the batches that it filled: run again, it fills the others."))};
  std::set<Remains> found;
  for (const MigrationUnit& unit : migration.units)
    for (const std::string& statement : unit.statements) found.insert(remains_of(unit, statement));
  std::vector<std::string> lines;
  for (const auto& [remains, line] : words)
    if (found.contains(remains)) lines.push_back(line);
  return lines;
}

std::vector<std::string> repeat_words(const Migration& migration) {
  std::vector<std::string> numbers;
  for (std::size_t i = 0; i < migration.units.size(); ++i)
    if (repeatable(migration.units[i])) numbers.push_back(std::to_string(i + 1));
  if (numbers.size() == migration.units.size())
    return {"By hand: run the whole file again, its statements may be repeated."};
  std::vector<std::string> lines{
      "By hand: run the file from the statement that failed; what stands before it is done."};
  if (!numbers.empty())
    lines.push_back("May be repeated: " + std::string(numbers.size() == 1 ? "statement " : "statements ") +
                    enumeration(numbers) + " of " + std::to_string(migration.units.size()) + ".");
  return lines;
}

} // namespace

std::vector<std::string> recovery_words(const Migration& migration) {
  if (migration.mode == TransactionMode::file) return {"Nothing was applied. Mend the cause and run the file again."};
  std::vector<std::string> lines = {"\"lockstep apply\" goes on at the right statement."};
  for (const auto& more : {repeat_words(migration), remains_words(migration, true)})
    lines.insert(lines.end(), more.begin(), more.end());
  return lines;
}

std::vector<std::string> recovery_words(const Migration& migration, std::string_view again,
                                        std::string_view again_outside) {
  if (migration.mode == TransactionMode::file)
    return {"Nothing was applied. Mend the cause, then: " + std::string(again)};
  std::vector<std::string> lines = remains_words(migration, false);
  lines.push_back("Mend the cause, then: " + std::string(again_outside));
  return lines;
}

bool needs_no_undoing(const MigrationUnit& unit) {
  return std::all_of(unit.statements.begin(), unit.statements.end(),
                     [](const std::string& statement) { return StatementFacts(statement).only_checks(); });
}

std::string leftover_line(const std::string& index) {
  return std::string(leftover_mark) + " " + std::string(drop_leftover) + index + ";";
}

std::string check_line(const std::string& query) { return std::string(check_mark) + " " + query + ";"; }

std::string no_way_back(const MigrationUnit& unit) {
  const auto changes = std::find_if(unit.statements.begin(), unit.statements.end(),
                                    [](const std::string& one) { return !one.starts_with("LOCK TABLE "); });
  const std::string head = changes == unit.statements.end() ? std::string() : *changes;
  std::string line = split(head.substr(0, head.find('\r')), '\n').front();
  if (line.size() > 90) {
    std::size_t cut = 90;
    while (cut > 0 && (static_cast<unsigned char>(line[cut]) & 0xC0U) == 0x80U) --cut;
    line = line.substr(0, cut) + " ...";
  }
  return std::string(needs_no_undoing(unit) ? no_need_mark : no_way_back_mark) + std::string(trim(line));
}

std::string no_way_back_words(const Migration& migration) {
  const bool no_need = std::all_of(migration.units.begin(), migration.units.end(), needs_no_undoing);
  return no_need ? "nothing to undo" : "can not be undone by a statement";
}

} // namespace lockstep::native
