// Holds the files of a chain against the rows of its runner's history.
#include "run/history.hpp"

#include "base/digest.hpp"
#include "base/text.hpp"
#include "emit/native.hpp"
#include "run/history_rows.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace lockstep {

namespace {

using Says = HistoryRow::Says;

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool same_id(const std::string& one, const std::string& other) {
  if (all_digits(one) && all_digits(other)) return !version_less(one, other) && !version_less(other, one);
  return one == other;
}

/// Liquibase writes the path down as it saw it, from wherever it looked.
bool same_changeset(const std::string& file, const std::string& recorded) {
  const std::size_t bar = file.rfind('|');
  const std::size_t other = recorded.rfind('|');
  if (bar == std::string::npos || other == std::string::npos) return false;
  const std::string path = file.substr(bar + 1);
  const std::string seen = recorded.substr(other + 1);
  const bool same_path = path == seen || seen.ends_with("/" + path) || path.ends_with("/" + seen);
  return same_path && (file.starts_with("*|") || file.substr(0, bar) == recorded.substr(0, other));
}

/// As the runner writes it down; empty where it writes none, or none that can be made from the file alone.
std::string sum_of(std::string_view dialect, const ChainFile& file) {
  if (!file.sum.empty()) return file.sum;
  if (dialect == "prisma" || dialect == "drizzle") return file.checksum;
  if (dialect == "sqitch") return hex(digest("SHA1", file.content));
  return {};
}

/// "1.2" of "sub/V1_2__name.sql"
std::vector<std::string> flyway_version(const std::string& path) {
  const std::string name = path.substr(path.rfind('/') + 1);
  if (!name.starts_with("V")) return {};
  return split(replace_all(name.substr(1, name.find("__") - 1), "_", "."), '.');
}

bool is_later(const std::vector<std::string>& one, const std::vector<std::string>& other) {
  for (std::size_t i = 0; i < std::max(one.size(), other.size()); ++i) {
    const std::string a = i < one.size() ? one[i] : "0";
    const std::string b = i < other.size() ? other[i] : "0";
    if (version_less(a, b)) return false;
    if (version_less(b, a)) return true;
  }
  return false;
}

class History {
public:
  History(Connection& connection, const std::vector<ChainFile>& chain, const Dialect& dialect, const std::string& name)
      : connection_(connection), chain_(chain), dialect_(dialect.name), table_(history_table(dialect)),
        rows_(read_history_rows(connection, table_, name)), used_(rows_.size(), false) {
    for (const HistoryRow& row : rows_) reach(row);
  }

  Status read() {
    Status status;
    for (const ChainFile& file : chain_) status.files.push_back(status_of(file));
    if (dialect_ == "atlas") keep_first_change(status);
    for (std::size_t i = 0; i < rows_.size(); ++i)
      if (!used_[i] && rows_[i].says != Says::undone && rows_[i].says != Says::baseline)
        status.unknown.push_back(rows_[i].id);
    return status;
  }

private:
  /// The hashes of Atlas go on from file to file: behind one that was edited, none is what it was.
  static void keep_first_change(Status& status) {
    bool seen = false;
    for (FileStatus& file : status.files) {
      if (file.changed && seen) file.changed = false;
      seen = seen || file.changed;
    }
  }

  /// Files that a row stands for beside the one it names.
  void reach(const HistoryRow& row) {
    if (row.says == Says::head) add_ancestors(row.id);
    for (const ChainFile& file : chain_) {
      const bool before =
          (row.says == Says::up_to || row.says == Says::dirty) && version_less(file.migration.version, row.id);
      const bool covered = row.says == Says::baseline && !flyway_version(file.path).empty() &&
                           !is_later(flyway_version(file.path), split(row.id, '.'));
      if (before || covered) reached_.insert(file.path);
    }
    if (dialect_ == "drizzle" && (mark_.empty() || version_less(mark_, row.id))) mark_ = row.id;
  }

  void add_ancestors(const std::string& id) {
    for (const ChainFile& file : chain_) {
      if (file.id != id || !reached_.insert(file.path).second) continue;
      for (const std::string& parent : file.after) add_ancestors(parent);
    }
  }

  bool matches(const ChainFile& file, const HistoryRow& row) const {
    if (dialect_ == "liquibase") return same_changeset(file.id, row.id);
    if (dialect_ == "drizzle") return same_id(file.id, row.id) || (!row.detail.empty() && file.id == row.detail);
    if (!same_id(file.id, row.id)) return false;
    // A change that sqitch knows by the same name twice: the scripts tell which.
    const auto namesakes =
        std::count_if(chain_.begin(), chain_.end(), [&](const ChainFile& other) { return other.id == file.id; });
    return namesakes == 1 || row.sum == sum_of(dialect_, file);
  }

  const HistoryRow* find(const ChainFile& file) {
    const HistoryRow* found = nullptr;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i].says == Says::baseline || !matches(file, rows_[i])) continue;
      used_[i] = true;
      if (found == nullptr || found->says == Says::undone) found = &rows_[i];
    }
    return found;
  }

  FileStatus status_of(const ChainFile& file) {
    FileStatus status{file.path, file.migration.phase, FileState::pending, "", false};
    status.version = file.migration.version;
    const HistoryRow* row = find(file);
    if (row == nullptr && file.repeats == Repeats::always && !rows_.empty()) {
      status.state = FileState::applied;
      status.detail = "runs with every " + std::string(dialect_) + " migrate";
    } else if (row == nullptr || row->says == Says::undone) {
      if (reached_.contains(file.path))
        status.state = FileState::applied;
      else
        describe_pending(file, status);
    } else if (row->says == Says::failed || row->says == Says::dirty) {
      status.state = FileState::interrupted;
      const std::string error = split(row->detail, '\n').front();
      status.detail = "failed" + (error.empty() ? "" : " (" + error + ")") + leftover_words(file) +
                      "; mend the cause, then: " + std::string(table_.mend);
    } else {
      status.state = FileState::applied;
      status.finished_at = row->at;
      status.detail = row->at + (row->by.empty() ? "" : " by " + row->by);
      const std::string sum = sum_of(dialect_, file);
      status.changed = !sum.empty() && !row->sum.empty() && sum != row->sum;
      if (file.repeats != Repeats::never) take_repeat(file, status);
    }
    return status;
  }

  /// What was edited runs again, and is no mistake.
  static void take_repeat(const ChainFile& file, FileStatus& status) {
    if (status.changed && file.repeats == Repeats::when_changed) {
      status.state = FileState::pending;
      status.detail = "edited since it ran (" + status.detail + "): it runs again";
    }
    status.changed = false;
  }

  /// No runner writes down that a statement outside a transaction died, but an index can tell.
  void describe_pending(const ChainFile& file, FileStatus& status) {
    if (const std::string left = leftover_words(file); !left.empty()) {
      status.state = FileState::interrupted;
      status.detail = "failed" + left + "; then: " + std::string(table_.mend);
    } else if (!mark_.empty() && all_digits(file.id) && !version_less(mark_, file.id)) {
      status.detail = "Drizzle skips it without a word: a later one ran. Give it a later \"when\" in the journal";
    }
  }

  std::string leftover_words(const ChainFile& file) {
    for (const MigrationUnit& unit : file.migration.units) {
      if (unit.leftover_index.empty()) continue;
      const Rows rows = connection_.exec(
          "SELECT FROM pg_catalog.pg_index WHERE indexrelid = pg_catalog.to_regclass($1) AND NOT indisvalid",
          {unit.leftover_index});
      if (rows.size() > 0) return " and left an INVALID index: DROP INDEX CONCURRENTLY " + unit.leftover_index;
    }
    return {};
  }

  Connection& connection_;
  const std::vector<ChainFile>& chain_;
  std::string_view dialect_;
  const HistoryTable& table_;
  std::vector<HistoryRow> rows_;
  std::vector<bool> used_;
  std::set<std::string> reached_;
  std::string mark_; ///< the latest that Drizzle ran: it looks at nothing before it
};

} // namespace

Status read_history(Connection& connection, const std::vector<ChainFile>& chain, const Dialect& dialect,
                    const std::string& table) {
  if (!dialect.history) return read_status(connection, chain);
  return History(connection, chain, dialect, table).read();
}

RunnerObjects runner_objects(const Dialect& dialect, const std::string& table) {
  RunnerObjects objects;
  if (!dialect.history) return objects;
  const HistoryTable& history = history_table(dialect);
  const auto words = [](std::string_view text) { return text.empty() ? std::vector<std::string>() : split(text, ' '); };
  objects.schemas = words(history.schemas);
  objects.tables = words(history.relations);
  const std::string name = table.empty() ? std::string(history.name) : table;
  // "changes" is sqitch's only in its own schema.
  if (objects.schemas.empty() || !table.empty()) objects.tables.push_back(name.substr(name.rfind('.') + 1));
  return objects;
}

} // namespace lockstep
