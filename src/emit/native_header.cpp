// Reads the header of a native file back.
#include "emit/native_header.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "emit/native_words.hpp"
#include "emit/statement.hpp"

#include <algorithm>

namespace lockstep::native {

namespace {

std::size_t count_marks(std::vector<std::string>::const_iterator from, std::vector<std::string>::const_iterator to) {
  return static_cast<std::size_t>(std::count_if(from, to, [](const std::string& line) {
    const std::string mark = comment(uncomment(line));
    return mark.starts_with(no_way_back_mark) || mark.starts_with(no_need_mark);
  }));
}

/// The statements of the way back, last unit first; empty where nothing undoes a unit.
std::vector<std::string> read_backs(const HeaderEntry& entry) {
  const std::vector<std::string> body(entry.lines.begin() + 1, entry.lines.end());
  std::vector<std::string> backs;
  bool group = false;
  std::size_t end = 0;
  for (const Statement& statement : split_statements(join(body, "\n"))) {
    const std::vector<std::string> marks = split(statement.comment, '\n');
    backs.resize(backs.size() + count_marks(marks.begin(), marks.end()));
    const StatementFacts facts(statement.text);
    if (facts.begins_transaction()) {
      group = true;
      backs.emplace_back();
    } else if (facts.commits()) {
      group = false;
    } else if (group) {
      backs.back() += (backs.back().empty() ? "" : ";\n") + statement.text;
    } else {
      backs.push_back(statement.text);
    }
    end = static_cast<std::size_t>(statement.line + std::count(statement.text.begin(), statement.text.end(), '\n'));
  }
  const auto last = body.begin() + static_cast<std::ptrdiff_t>(std::min(end, body.size()));
  for (std::size_t left = count_marks(last, body.end()); left > 0; --left) backs.emplace_back();
  return backs;
}

} // namespace

Error file_error(const std::string& file, int line, const std::string& message, const std::string& hint) {
  Error error = usage_error(message, hint);
  error.where = line > 0 ? file + ":" + std::to_string(line) : file;
  return error;
}

std::vector<HeaderEntry> read_header(const std::string& file, std::string_view content) {
  std::vector<std::string> lines;
  const std::size_t begin = content.find_first_not_of("\r\n");
  for (std::string& line : split(content.substr(std::min(begin, content.size())), '\n')) {
    if (!line.starts_with("--")) break;
    if (line.ends_with('\r')) line.pop_back();
    lines.push_back(std::move(line));
  }
  if (lines.empty() || !uncomment(lines.front()).starts_with(mark_stem)) return {};
  if (uncomment(lines.front()) != mark)
    throw file_error(file, 1, "this file was written by another version of lockstep: " + lines.front(),
                     "use a lockstep that knows this format");
  lines.erase(lines.begin());
  return parse_entries(lines, "to go back");
}

/// The header and the file name say the same thing twice; a copied or renamed file must not lie to its reader.
void check_name(const std::string& file, const Migration& migration, const HeaderEntry& entry) {
  const std::string value = entry.lines.front().substr(0, entry.lines.front().find(':'));
  const std::string& expected = entry.key == "version" ? migration.version
                                : entry.key == "name"  ? migration.name
                                                       : migration.phase;
  if (value == expected) return;
  throw file_error(file, 0,
                   "the header says " + entry.key + " " + value + ", the file name says " +
                       (expected.empty() ? "none" : expected),
                   "rename the file, or correct the header line \"-- " + entry.key + "\"");
}

void read_entry(const HeaderEntry& entry, Migration& migration) {
  const std::string& value = entry.lines.front();
  if (entry.key == "transaction") {
    migration.mode = value.starts_with("each") ? TransactionMode::each : TransactionMode::file;
  } else if (entry.key == "changes") {
    migration.about = join(entry.lines, "\n");
  } else if (entry.key == "rights") {
    migration.rights = entry.lines;
  } else if (entry.key == "time") {
    migration.time = value;
  } else if (entry.key == "hazards") {
    for (const std::string& code : split(value.substr(std::min(value.find(':') + 1, value.size())), ','))
      migration.hazards.emplace_back(trim(code));
  } else if (entry.key == "expansion") {
    read_expansions(entry.lines, migration);
  } else if (entry.key == "meanwhile") {
    migration.meanwhile = entry.lines;
  } else if (entry.key == "aborts") {
    migration.takes_back = true;
    if (value == native::no_version) return;
    for (const std::string& version : split(value, ',')) migration.aborts.emplace_back(trim(version));
  }
}

void read_way_back(const std::vector<HeaderEntry>& header, Migration& migration) {
  if (header.empty() || header.back().key != "to go back") return;
  const std::vector<std::string> backs = read_backs(header.back());
  if (backs.size() == migration.units.size())
    for (std::size_t i = 0; i < backs.size(); ++i) migration.units[backs.size() - 1 - i].back = backs[i];
}

} // namespace lockstep::native
