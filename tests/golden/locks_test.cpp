// What holds of every golden plan, there and back: no transaction works through rows while it holds a lock that stops
// writes, unless that was refused without --allow; and none dies of a deadlock with an application.
#include "base/text.hpp"
#include "emit/locks.hpp"
#include "emit/native.hpp"
#include "support/plan_cases.hpp"

#include <algorithm>
#include <cstdlib>
#include <doctest/doctest.h>

namespace lockstep::test {

namespace {

constexpr const char* file_mark = "==> ";

std::vector<Migration> files_of(const std::string& answer) {
  std::vector<Migration> files;
  for (std::size_t at = answer.find(file_mark); at != std::string::npos;) {
    const std::size_t name = at + std::string(file_mark).size();
    const std::size_t end = answer.find('\n', name);
    at = answer.find(std::string("\n") + file_mark, end);
    const std::size_t stop = at == std::string::npos ? answer.size() : ++at;
    files.push_back(parse_native(answer.substr(name, end - name), answer.substr(end + 1, stop - end - 1)));
  }
  return files;
}

/// The units that commit together.
std::vector<std::vector<MigrationUnit>> transactions_of(const Migration& file) {
  if (file.mode == TransactionMode::file) return {file.units};
  std::vector<std::vector<MigrationUnit>> transactions;
  for (const MigrationUnit& unit : file.units) transactions.push_back({unit});
  return transactions;
}

bool stops_writes(const std::string& lock) { return lock_strength(parse_lock(lock).mode) >= lock_strength("SHARE"); }

std::size_t strong_locks(const MigrationUnit& unit) {
  return static_cast<std::size_t>(std::count_if(unit.locks.begin(), unit.locks.end(), stops_writes));
}

long in_milliseconds(const std::string& timeout) {
  const long number = std::atol(timeout.c_str());
  return timeout.ends_with("ms") ? number : number * 1000;
}

/// Rows are read, indexed or rewritten once such a lock is held.
void check_work(const std::vector<MigrationUnit>& transaction) {
  bool held = false;
  for (const MigrationUnit& unit : transaction) {
    held = held || strong_locks(unit) > 0;
    // REFRESH … CONCURRENTLY only keeps another REFRESH away: nobody writes to a materialized view.
    const bool refreshes = unit.statements.front().starts_with("REFRESH MATERIALIZED VIEW CONCURRENTLY ");
    const bool works = !unit.locks.empty() && unit.cost != "catalog only" && !refreshes;
    CHECK_MESSAGE(!(held && works), unit.cost << " under a strong lock: " << unit.statements.front());
  }
}

/// PostgreSQL looks for a deadlock after a second of waiting. Whoever waits less for each of his locks gives up before,
/// so that it is never the application that dies.
void check_deadlocks(const MigrationUnit& unit) {
  const std::size_t locks = strong_locks(unit);
  if (locks < 2) return;
  CHECK_MESSAGE(in_milliseconds(unit.lock_timeout) * static_cast<long>(locks) <= 1000,
                unit.lock_timeout << " for " << locks << " locks: " << unit.statements.front());
}

} // namespace

TEST_CASE("golden plans: no scan, build or rewrite under a strong lock, and no deadlock with an application") {
  std::size_t transactions = 0;
  for (const PlanCase& one : plan_cases())
    for (const std::string* answer : {&one.there, &one.back}) {
      CAPTURE(one.folder.filename().string());
      const bool refused = answer->find("refused without --allow") != std::string::npos;
      for (const Migration& file : files_of(*answer))
        for (const auto& transaction : transactions_of(file)) {
          ++transactions;
          if (!refused) check_work(transaction);
          for (const MigrationUnit& unit : transaction) check_deadlocks(unit);
        }
    }
  CHECK(transactions > 300);
}

} // namespace lockstep::test
