// What a stop says: which file, which statement, the server's words, the state of the database, the way on.
#include "base/text.hpp"
#include "run/file_run.hpp"

#include <algorithm>

namespace lockstep {

namespace {

struct Place {
  std::size_t number = 1; ///< of the statement, from 1
  std::size_t all = 1;
};

/// The units of a file that commits each are counted as its header counts them; else single statements.
Place find_place(const Stop& stop, const Migration& migration) {
  if (migration.mode == TransactionMode::each) return {stop.unit + 1, migration.units.size()};
  Place place{0, 0};
  for (std::size_t unit = 0; unit < migration.units.size(); ++unit)
    for (const std::string& statement : migration.units[unit].statements) {
      ++place.all;
      if (place.number == 0 && unit == stop.unit && statement == stop.statement) place.number = place.all;
    }
  if (place.number == 0) place.number = place.all;
  return place;
}

/// ":31", the line of the statement in its file; empty when it can not be told.
std::string line_mark(const std::string& content, const std::string& statement) {
  const std::size_t at = content.find(statement);
  if (at == std::string::npos || content.find(statement, at + 1) != std::string::npos) return {};
  const auto end = content.begin() + static_cast<std::ptrdiff_t>(at);
  return ":" + std::to_string(std::count(content.begin(), end, '\n') + 1);
}

std::string shown(const std::string& statement) {
  constexpr std::size_t most = 12;
  std::vector<std::string> lines = split(statement, '\n');
  if (lines.size() > most) {
    lines.resize(most);
    lines.emplace_back("...");
  }
  return indent(join(lines, "\n"), "    ");
}

std::string way_on(const Stop& stop, const ChainFile& file) {
  const bool each = file.migration.mode == TransactionMode::each;
  if (stop.asked) return "run lockstep apply again.";
  if (!stop.waited.empty()) return "run lockstep apply again when the way is free, or give it more time to wait.";
  std::string text = stop.lost ? "run lockstep apply again" : "mend the cause, then run lockstep apply again";
  if (each && stop.unit > 0) text += "; it goes on at statement " + std::to_string(stop.unit + 1);
  if (stop.nothing_done) return text + ". The file may still be edited; then list it anew in lockstep.sum.";
  return text +
         (each ? ". From that statement on, the file may still be edited; then list it anew in lockstep.sum." : ".");
}

} // namespace

std::string head_of(const std::string& statement) {
  std::string line = split(statement, '\n').front();
  if (line.size() <= 90) return line == statement ? line : line + " ...";
  std::size_t cut = 90;
  while (cut > 0 && (static_cast<unsigned char>(line[cut]) & 0xC0U) == 0x80U) --cut;
  return line.substr(0, cut) + " ...";
}

std::string each_state(std::size_t done, std::size_t all, const std::string& rest) {
  if (done == 0) return rest;
  return "Of its " + count_of(all, "statement") + ", the first " + (done == 1 ? "is" : std::to_string(done) + " are") +
         " done and recorded. " + rest;
}

void describe_stop(const Stop& stop, const ChainFile& file, Applied& applied) {
  const Place place = find_place(stop, file.migration);
  const bool commit = stop.statement == "COMMIT";
  applied.stopped_at =
      file.path + (commit ? "" : line_mark(file.content, stop.statement)) + ", " +
      (commit ? "at its COMMIT" : "statement " + std::to_string(place.number) + " of " + std::to_string(place.all));
  std::string why = shown(stop.statement) + "\n";
  if (!stop.asked)
    why += "ERROR" + (stop.error.sqlstate.empty() ? "" : " " + stop.error.sqlstate) + ": " + stop.error.what() + "\n";
  if (stop.asked) why += std::string(stop.error.what()) + "\n";
  if (!stop.error.hint.empty()) why += "HINT: " + stop.error.hint + "\n";
  if (stop.error.sqlstate == "57014" && stop.unit < file.migration.units.size())
    why += "HINT: the file gives it statement_timeout " + file.migration.units[stop.unit].statement_timeout +
           "; a statement that needs longer belongs into a quieter hour or a safer form\n";
  if (!stop.waited.empty()) why += stop.waited + "\n";
  why += "Now: " + stop.state + "\n";
  applied.why = why + "To go on: " + way_on(stop, file);
}

} // namespace lockstep
