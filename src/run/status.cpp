// Compares the folder with the history of a database, without changing anything.
#include "base/text.hpp"
#include "emit/native.hpp"
#include "run/apply.hpp"
#include "run/file_run.hpp"

#include <algorithm>

namespace lockstep {

namespace {

std::string interrupted_words(const LedgerRow& row, const ChainFile& file, const std::string& holder) {
  const auto& units = file.migration.units;
  std::string text = holder.empty() ? "stopped" : "running now (" + holder + "),";
  text += " at statement " + std::to_string(row.reached + 1) + " of " + std::to_string(row.units);
  if (!row.running.empty()) return text + ", which was begun: " + head_of(row.running);
  if (row.reached < units.size()) text += ": " + head_of(units[row.reached].statements.front());
  return text;
}

FileStatus status_of(const ChainFile& file, const LedgerRow* row, const std::string& holder, bool aborted) {
  FileStatus status{file.path, file.migration.phase, FileState::pending, "", false};
  status.version = file.migration.version;
  if (aborted && (row == nullptr || row->finished_at.empty())) {
    status.state = FileState::aborted;
    status.detail = "never runs: a later file takes it back";
    return status;
  }
  if (row == nullptr) return status;
  status.changed = row->checksum != file.checksum;
  if (row->finished_at.empty()) {
    status.state = FileState::interrupted;
    status.detail = interrupted_words(*row, file, holder);
  } else {
    status.state = FileState::applied;
    status.finished_at = row->finished_at;
    status.detail = row->finished_at + (row->baseline ? ", recorded as baseline" : "") + " by " + row->applied_by;
  }
  return status;
}

} // namespace

std::vector<std::string> recorded_tenants(Connection& connection) { return Ledger(connection, "", "").tenants(); }

Status read_status(Connection& connection, const std::vector<ChainFile>& chain, const std::string& tenant) {
  const std::vector<LedgerRow> rows = Ledger(connection, "", tenant).read();
  const std::string holder = find_lock_holder(connection, tenant);
  Status status;
  for (const ChainFile& file : chain)
    status.files.push_back(
        status_of(file, find_row(rows, file.migration.version), holder, is_aborted(chain, file.migration.version)));
  for (const LedgerRow& row : rows) {
    const bool known = std::any_of(chain.begin(), chain.end(), [&](const ChainFile& file) {
      return !version_less(file.migration.version, row.version) && !version_less(row.version, file.migration.version);
    });
    if (!known) status.unknown.push_back(row.version + "_" + row.name);
  }
  return status;
}

} // namespace lockstep
