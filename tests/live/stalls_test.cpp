// Every recipe beside the plain statements that it replaces, on the same rows under the same traffic. Times are
// printed, never judged; judged is what the server shows: the locks, the files of the relations, and what the clients
// saw.
#include "catalog/read.hpp"
#include "emit/native.hpp"
#include "kinds/column.hpp"
#include "kinds/index.hpp"
#include "kinds/table.hpp"
#include "live/apply_bench.hpp"
#include "live/stall_cases.hpp"
#include "plan/hazard.hpp"
#include "plan/measure.hpp"
#include "plan/recipes/expand.hpp"
#include "plan/recipes/recipe.hpp"
#include "plan/stand_in.hpp"
#include "support/plans.hpp"
#include "support/server.hpp"
#include "support/traffic.hpp"

#include "base/text.hpp"

#include <cstdlib>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <set>

namespace lockstep::test {

namespace {

/// A copy of the filled database, gone at the end.
class Copy {
public:
  explicit Copy(const std::string& filled) : conninfo(server().clone_database(filled)) {}
  ~Copy() {
    try {
      server().drop_database(conninfo);
    } catch (const std::exception&) { // it goes with the server
    }
  }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;
  const std::string conninfo;
};

struct Stalls {
  long read = 0; ///< milliseconds
  long write = 0;
};

/// Does the work while both clients are at theirs. A client's error fails the test unless it may fail.
Stalls under_traffic(const std::string& conninfo, const std::string& read, const std::string& write, bool may_fail,
                     const std::function<void()>& work) {
  Client reader(conninfo, read, stall_rows);
  Client writer(conninfo, write, stall_rows);
  while (reader.done < 50 || writer.done < 50) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  work();
  for (Client* client : {&reader, &writer}) {
    client->stop();
    if (!may_fail) CHECK(client->error == "");
  }
  const auto milliseconds = [](const Client& client) { return static_cast<long>(client.longest.count() / 1000); };
  return {milliseconds(reader), milliseconds(writer)};
}

/// What the kinds render when no recipe replaces it, one statement after the other.
std::vector<std::string> plain_statements(const State& from, const State& to) {
  std::vector<std::string> statements;
  for (const Change& change : diff_states(from, to)) {
    if (change.implied) continue;
    const Kind& kind = *change.object().kind;
    Steps steps;
    if (change.verb == Verb::create) kind.create(*change.to, to, steps);
    if (change.verb == Verb::alter) kind.alter(*change.from, *change.to, change.changed, to, steps);
    if (change.verb == Verb::drop) kind.drop(*change.from, from, steps);
    if (change.verb == Verb::recreate && kind.recreate != nullptr) kind.recreate(*change.from, *change.to, to, steps);
    for (const Step& step : steps) statements.push_back(step.sql);
  }
  return statements;
}

std::vector<std::string> naive_statements(const StallCase& one, const State& from, const State& to) {
  std::vector<std::string> written = written_statements(one.name);
  return written.empty() ? plain_statements(from, to) : written;
}

Stalls run_naive(const std::string& filled, const StallCase& one, const State& from, const State& to) {
  const Copy copy(filled);
  return under_traffic(copy.conninfo, one.read, one.write, true, [&] {
    Connection connection(copy.conninfo);
    // As one transaction, where the statements belong together.
    const auto statements = naive_statements(one, from, to);
    connection.exec(join(statements, ";\n"));
  });
}

/// The file of every relation, by oid: what was there before must keep its own.
std::map<std::string, std::string> files_of(const std::string& conninfo) {
  Connection connection(conninfo);
  std::map<std::string, std::string> files;
  for (const auto& row :
       query(connection, "SELECT oid, relfilenode FROM pg_class WHERE relkind IN ('r', 'i', 'm', 't') "
                         "AND relnamespace = 'public'::regnamespace"))
    files[row[0]] = row[1];
  return files;
}

bool may_rewrite(const Plan& plan) {
  return std::any_of(plan.steps.begin(), plan.steps.end(),
                     [](const Planned& planned) { return planned.step.form->cost == Cost::rewrite; });
}

Stalls run_plan(const std::string& filled, const StallCase& one, const ProvenPlan& proven, const State& to) {
  const Copy copy(filled);
  const auto before = files_of(copy.conninfo);
  std::vector<ChainFile> chain;
  for (const Migration& file : proven.files) chain.push_back(make_file(native_file_name(file), write_native(file)));
  const auto run = [&](const std::string& through) {
    Connection connection(copy.conninfo);
    ApplyOptions options;
    options.through = through;
    options.tool_version = "test";
    options.quiet_seconds = 0; // the client that writes is one of the new version
    const Applied applied = apply_chain(connection, chain, options);
    CHECK_MESSAGE(applied.stopped_at.empty(), applied.why);
  };
  // The application has moved when the contract comes; most never name what goes.
  const bool moves = one.read_after != nullptr;
  Stalls stalls =
      under_traffic(copy.conninfo, one.read, one.write, false, [&] { run(moves ? "validate" : "contract"); });
  if (moves) {
    const Stalls rest = under_traffic(copy.conninfo, one.read_after, one.write_after, false, [&] { run("contract"); });
    stalls = {std::max(stalls.read, rest.read), std::max(stalls.write, rest.write)};
  }
  CHECK(!may_rewrite(proven.plan));
  CHECK(refusals_of(proven.plan, {}).empty() == !one.gated);
  for (const auto& [relation, file] : files_of(copy.conninfo))
    if (before.contains(relation)) CHECK(before.at(relation) == file);
  Connection connection(copy.conninfo);
  connection.exec("DROP SCHEMA lockstep CASCADE");
  CHECK(diff_states(read_state(connection), to).empty());
  return stalls;
}

/// Forms of several statements, of which some take less than the form says, of loops that end each transaction, of
/// ANALYZE on what stands beside the table, and one whose lock is on the index.
bool is_bound(const Form& form) {
  return &form == &expand::swap || &form == &expand::drop_old_side || &form == &expand::backfill ||
         &form == &column::analyze || &form == &index::rename;
}

Lock lock_on(const std::vector<SeenLock>& locks, const std::string& relation) {
  Lock strongest = Lock::none;
  for (const SeenLock& seen : locks)
    if (seen.relation == relation) strongest = std::max(strongest, seen.lock);
  return strongest;
}

/// Runs the steps of one transaction and returns the locks that they hold at its end, read from pg_locks.
class Watch {
public:
  explicit Watch(const std::string& conninfo) : connection_(conninfo), holder_(conninfo), watcher_(conninfo) {}

  std::vector<SeenLock> run(const std::vector<const Step*>& unit) {
    if (unit.front()->form == &expand::backfill) {
      connection_.exec(unit.front()->sql);
      return {};
    }
    if (unit.front()->form->transaction == Transaction::outside)
      return run_measured_outside(connection_, holder_, watcher_, unit.front()->sql,
                                  qualified(unit.front()->table.path))
          .locks;
    std::vector<SeenLock> locks;
    connection_.exec("BEGIN");
    for (const Step* step : unit) {
      if (step->table.path.empty()) {
        connection_.exec(step->sql);
        continue;
      }
      for (const SeenLock& seen : run_measured(connection_, step->sql, qualified(step->table.path)).locks)
        locks.push_back(seen);
    }
    connection_.exec("COMMIT");
    return locks;
  }

private:
  Connection connection_;
  Connection holder_;
  Connection watcher_;
};

void expect_forms(const std::vector<const Step*>& unit, const std::vector<SeenLock>& locks) {
  std::map<std::string, Lock> said;
  Lock others = Lock::access_share;
  bool exact = true;
  for (const Step* step : unit) {
    exact = exact && !is_bound(*step->form);
    others = std::max(others, step->form->other);
    // What has just been made, nobody sees yet: a view under the old name of a table among it.
    const bool made = step->form == &forms::create_table || step->form == &expand::create_stand_in ||
                      step->form == &expand::share_privileges;
    const bool seen = step->subject.kind != "sequence"; // the oracle tells of tables and views
    if (step->table.path.empty() || made || !seen) continue;
    Lock& lock = said[qualified(step->table.path)];
    lock = std::max(lock, step->form->lock);
  }
  for (const auto& [table, lock] : said) {
    const Lock seen = std::max(lock_on(locks, table), Lock::access_share);
    CAPTURE(unit.front()->sql);
    CAPTURE(table);
    if (exact)
      CHECK(to_text(seen) == to_text(std::max(lock, Lock::access_share)));
    else
      CHECK(seen <= std::max(lock, others));
  }
}

void check_locks(const std::string& filled, const Plan& plan) {
  const Copy copy(filled);
  Watch watch(copy.conninfo);
  for (std::size_t at = 0; at < plan.steps.size();) {
    std::vector<const Step*> unit{&plan.steps[at].step};
    const int number = unit.front()->unit;
    for (++at; number > 0 && at < plan.steps.size() && plan.steps[at].step.unit == number; ++at)
      unit.push_back(&plan.steps[at].step);
    expect_forms(unit, watch.run(unit));
  }
}

} // namespace

TEST_CASE("stalls: every recipe has a case") {
  const std::map<std::string_view, const char*> without = {
      {"complete_index", "begins at a build that died: tests/live/partition_test.cpp"},
      {"set_type_of_partition_key", "refused, there is nothing to run"},
      {"small_table", "the plain statement"}};
  std::set<std::string_view> seen;
  for (const StallCase& one : stall_cases()) seen.insert(one.recipe);
  for (const RecipeLesson& recipe : recipe_lessons()) {
    CAPTURE(std::string(recipe.code));
    CHECK(seen.contains(recipe.code) != without.contains(recipe.code));
  }
}

TEST_CASE("stalls: each recipe beside the plain statements, on 200,000 rows that are read and written") {
  const char* asked = std::getenv("LOCKSTEP_ALL_STALLS"); // 1, or what stands in the names of those that are wanted
  const std::string_view wanted = asked == nullptr || std::string_view(asked) == "1" ? "" : asked;
  const Realised from = realise_text(stall_schema());
  const Copy filled(from.database);
  Connection(filled.conninfo).exec(stall_filling());
  for (const StallCase& one : stall_cases()) {
    if (asked == nullptr ? !one.quick : std::string_view(one.name).find(wanted) == std::string_view::npos) continue;
    CAPTURE(std::string(one.name));
    std::string text = stall_schema();
    for (const auto& [old_text, new_text] : one.edits) {
      REQUIRE(text.find(old_text) != std::string::npos);
      text = replace_all(text, old_text, new_text);
    }
    const Realised to = realise_text(text);
    const ProvenPlan proven = prove_between(from, to);
    check_locks(filled.conninfo, proven.plan);
    const Stalls naive = run_naive(filled.conninfo, one, from.state, to.state);
    const Stalls plan = run_plan(filled.conninfo, one, proven, to.state);
    fmt::print("{:<32} plain: reads {:>6} ms, writes {:>6} ms   plan: reads {:>6} ms, writes {:>6} ms\n", one.name,
               naive.read, naive.write, plan.read, plan.write);
    server().drop_database(to.database);
  }
}

} // namespace lockstep::test
