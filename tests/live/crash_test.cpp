// Every recipe's plan dies before each of its statements: the session is ended, or the client is killed. What apply
// makes of the rest is the desired state, without an INVALID index or a helper left behind.
#include "base/files.hpp"
#include "catalog/read.hpp"
#include "diff/report.hpp"
#include "emit/native.hpp"
#include "live/apply_bench.hpp"
#include "plan/witness.hpp"
#include "support/child.hpp"
#include "support/golden.hpp"
#include "support/plans.hpp"
#include "support/server.hpp"

#include "base/text.hpp"

#include <csignal>
#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

const std::vector<std::string> recipes = {"check",
                                          "check-changed",
                                          "column-not-null",
                                          "column-not-null-by-check",
                                          "column-type-time-zone",
                                          "column-type-with-check",
                                          "foreign-key",
                                          "foreign-key-changed",
                                          "foreign-key-to-itself",
                                          "index",
                                          "index-replaced",
                                          "primary-key-changed",
                                          "primary-key-on-nullable",
                                          "primary-key-referenced",
                                          "table-dropped-with-foreign-keys",
                                          "unique-deferrable"};

/// A plan, and the database that it starts from, with rows.
struct Prepared {
  std::string database;
  State to;
  std::vector<ChainFile> chain;
};

Prepared prepare(const std::string& name) {
  const auto folder = golden_folder("plan") / name;
  const Realised from = realise_text(read_file(folder / "from.toml"));
  const Realised to = realise_text(read_file(folder / "to.toml"));
  Prepared prepared{from.database, to.state, {}};
  for (const Migration& file : prove_between(from, to).files)
    prepared.chain.push_back(make_file(native_file_name(file), write_native(file)));
  Connection connection(from.database);
  std::set<Id> tables;
  for (const auto& [id, object] : from.state.objects())
    if (id.kind == "table") tables.insert(id);
  CHECK_MESSAGE(insert_witnesses(connection, tables) == tables, name);
  // The new rule of check-changed asks for it.
  if (tables.contains({"table", {"public", "orders"}}) && name.starts_with("check"))
    connection.exec("UPDATE orders SET total = 5");
  return prepared;
}

Applied apply(const std::string& database, const Prepared& prepared, const std::function<void()>& on_say) {
  ApplyOptions options;
  options.max_wait_seconds = 30;
  options.tool_version = "test";
  options.say = [&](const std::string&) { on_say(); };
  Connection connection(database);
  return apply_chain(connection, prepared.chain, options);
}

/// How often a run that nothing disturbs speaks: before each file and each statement.
int count_moments(const Prepared& prepared) {
  const std::string database = server_of().clone_database(prepared.database);
  int moments = 0;
  const Applied applied = apply(database, prepared, [&] { ++moments; });
  CHECK_MESSAGE(applied.stopped_at.empty(), applied.why);
  server_of().drop_database(database);
  return moments;
}

void end_session(const std::string& database, const Prepared& prepared, int moment) {
  Connection side(database);
  side.exec("SET application_name = 'side'");
  int now = 0;
  const Applied applied = apply(database, prepared, [&] {
    if (++now == moment)
      side.exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'lockstep' AND "
                "datname = current_database()");
  });
  CHECK(!applied.stopped_at.empty());
}

void kill_client(const std::string& database, const Prepared& prepared, int moment) {
  Child client([&] {
    int now = 0;
    const Applied applied = apply(database, prepared, [&] {
      if (++now == moment) raise(SIGKILL);
    });
    return applied.why;
  });
  CHECK(client.wait() == 128 + SIGKILL);
}

void expect_end(const std::string& database, const Prepared& prepared) {
  const Applied applied = apply(database, prepared, [] {});
  CHECK_MESSAGE(applied.stopped_at.empty(), applied.why);
  Connection connection(database);
  const std::vector<Change> left = diff_states(read_state(connection), prepared.to);
  CHECK_MESSAGE(left.empty(), join(describe_changes(left), "\n"));
  CHECK(query(connection, "SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid").empty());
}

void die_everywhere(void (*die)(const std::string&, const Prepared&, int)) {
  for (const std::string& name : recipes) {
    CAPTURE(name);
    const Prepared prepared = prepare(name);
    const int moments = count_moments(prepared);
    CHECK(moments > 1);
    for (int moment = 1; moment <= moments; ++moment) {
      CAPTURE(moment);
      const std::string database = server_of().clone_database(prepared.database);
      die(database, prepared, moment);
      expect_end(database, prepared);
      server_of().drop_database(database);
    }
  }
}

} // namespace

TEST_CASE("crash: the session ends before each statement of each recipe, and apply goes on") {
  die_everywhere(end_session);
}

TEST_CASE("crash: the client is killed before each statement of each recipe, and apply goes on") {
  die_everywhere(kill_client);
}
