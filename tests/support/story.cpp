// Writers of both shapes, and the comparison of every row.
#include "support/story.hpp"

#include <lockstep/lockstep.hpp>

#include "base/files.hpp"
#include "base/text.hpp"
#include "catalog/read.hpp"
#include "diff/report.hpp"
#include "emit/native.hpp"
#include "run/apply.hpp"
#include "support/plans.hpp"
#include "support/project.hpp"
#include "support/server.hpp"

#include <atomic>
#include <chrono>
#include <doctest/doctest.h>
#include <random>
#include <thread>

namespace lockstep::test {

namespace {

std::string with(const std::string& statement, long key, int value) {
  return replace_all(replace_all(statement, "{k}", std::to_string(key)), "{v}", std::to_string(value));
}

/// One client of one application version, which remembers what it did.
class Writer {
public:
  Writer(const std::string& conninfo, Shape shape, unsigned seed)
      : connection_(conninfo), shape_(std::move(shape)), random_(seed), next_key_(1000000L * seed),
        thread_([this] { run(); }) {}
  ~Writer() { stop(); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void stop() {
    done_ = true;
    if (thread_.joinable()) thread_.join();
  }
  std::string error; ///< the first one, empty when there was none; read after stop()
  std::atomic<long> writes = 0;

private:
  void run() {
    while (!done_ && error.empty()) {
      try {
        write_once();
        ++writes;
      } catch (const Error& refused) {
        error = refused.full();
      }
    }
  }

  long pick(long low, long high) { return std::uniform_int_distribution<long>(low, high)(random_); }

  void write_once() {
    const int value = static_cast<int>(pick(0, 9));
    const long what = pick(0, 9);
    const long key = what < 3 ? ++next_key_ : pick(1, 20000);
    std::string mine;
    std::string remembered;
    if (what < 3) {
      mine = shape_.insert;
      remembered = "INSERT INTO remembered VALUES ({k}, {v})";
    } else if (what < 9) {
      mine = shape_.update;
      remembered = "UPDATE remembered SET v = {v} WHERE k = {k}";
    } else {
      mine = shape_.erase;
      remembered = "DELETE FROM remembered WHERE k = {k}";
    }
    // The row itself comes first: who has it locked decides what is remembered.
    connection_.exec("BEGIN");
    connection_.exec(with(mine, key, value));
    connection_.exec(with(remembered, key, value));
    connection_.exec("COMMIT");
  }

  Connection connection_;
  Shape shape_;
  std::mt19937 random_;
  long next_key_;
  std::atomic<bool> done_ = false;
  std::thread thread_;
};

std::vector<ChainFile> chain_of(const std::vector<Migration>& files) {
  std::vector<ChainFile> chain;
  for (const Migration& file : files) {
    const std::string name = native_file_name(file);
    const std::string text = write_native(file);
    chain.push_back({name, text, sha256(text), parse_native(name, text)});
  }
  return chain;
}

void apply_through(const std::string& conninfo, const std::vector<ChainFile>& chain, const std::string& phase) {
  Connection connection(conninfo);
  ApplyOptions options;
  options.through = phase;
  options.tool_version = "test";
  options.quiet_seconds = 0; // nobody waits for old versions to end: the stories end them
  const Applied applied = apply_chain(connection, chain, options);
  REQUIRE_MESSAGE(applied.stopped_at.empty(), (applied.stopped_at + ": " + applied.why));
}

void compare(const std::string& conninfo, const std::string& read, const std::string& when) {
  Connection connection(conninfo);
  const auto wrong = query(connection, "SELECT count(*), min(k), min(seen.v), min(remembered.v) FROM (" + read +
                                           ") AS seen (k, v) FULL JOIN remembered USING (k) "
                                           "WHERE seen.v IS DISTINCT FROM remembered.v");
  CAPTURE(when);
  CHECK(wrong.front() == std::vector<std::string>{"0", "(null)", "(null)", "(null)"});
}

std::vector<Migration> migrations_of(const std::vector<ChainFile>& chain) {
  std::vector<Migration> files;
  for (const ChainFile& file : chain) files.push_back(file.migration);
  return files;
}

void write_chain(const TemporaryProject& project, const std::string& folder, const std::vector<ChainFile>& chain) {
  for (const ChainFile& file : chain) project.write(folder + "/" + file.path, file.content);
  project.write(folder + "/lockstep.sum", write_sums(chain));
}

void pause() { std::this_thread::sleep_for(std::chrono::milliseconds(150)); }

void expect_no_error(Writer& writer) {
  writer.stop();
  CHECK(writer.error == "");
  CHECK(writer.writes > 0);
}

/// A database of the story with rows, and what its writers remember.
class Stage {
public:
  Stage(const Story& story, int server_major)
      : from(realise_text(story.from, server_major)), to(realise_text(story.to, server_major)),
        chain(chain_of(prove_between(from, to, server_major).files)), conninfo(from.database), setup(conninfo),
        story_(story) {
    setup.exec(story.rows);
    setup.exec("CREATE TABLE remembered (k bigint PRIMARY KEY, v integer)");
    setup.exec("INSERT INTO remembered SELECT k, k % 10 FROM generate_series(1, 20000) k");
  }

  /// The old version writes while all comes to stand in both shapes.
  void expand() {
    Writer one(conninfo, story_.before, 1);
    Writer two(conninfo, story_.before, 2);
    for (const char* phase : {"expand", "backfill", "validate"}) {
      pause();
      apply_through(conninfo, chain, phase);
    }
    pause();
    expect_no_error(one);
    expect_no_error(two);
  }

  void run_both_versions() {
    Writer after(conninfo, story_.after, 3);
    Writer before(conninfo, story_.before, 4);
    pause();
    expect_no_error(before);
    expect_no_error(after);
    compare(conninfo, story_.read_before, "old version, before the contract");
    compare(conninfo, story_.read_after, "new version, before the contract");
  }

  void expect_state(const State& wanted) {
    setup.exec("DROP TABLE remembered; DROP SCHEMA lockstep CASCADE");
    CHECK(describe_changes(diff_states(read_state(setup), wanted)) == std::vector<std::string>{});
  }

  Realised from;
  Realised to;
  std::vector<ChainFile> chain;
  std::string conninfo;
  Connection setup;

private:
  const Story& story_;
};

std::vector<ChainFile> of_phase(const std::vector<ChainFile>& chain, bool contract) {
  std::vector<ChainFile> files;
  for (const ChainFile& file : chain)
    if ((file.migration.phase == "contract") == contract) files.push_back(file);
  return files;
}

std::vector<std::string> statements_of(const std::vector<ChainFile>& files) {
  std::vector<std::string> all;
  for (const ChainFile& file : files)
    for (const MigrationUnit& unit : file.migration.units)
      all.insert(all.end(), unit.statements.begin(), unit.statements.end());
  return all;
}

} // namespace

void play(const Story& story, int major) {
  CAPTURE(major);
  Stage stage(story, major);
  stage.expand();
  stage.run_both_versions();
  {
    Writer moved(stage.conninfo, story.after, 5);
    apply_through(stage.conninfo, stage.chain, "contract");
    pause();
    expect_no_error(moved);
  }
  compare(stage.conninfo, story.read_contracted.empty() ? story.read_after : story.read_contracted, "contracted");
  stage.expect_state(stage.to.state);
}

void play_abort(const Story& story, int major, const std::vector<std::string>& allow) {
  CAPTURE(major);
  Stage stage(story, major);
  const TemporaryProject project;
  project.write("schema.toml", story.to);
  std::vector<ChainFile> first = chain_of(prove_between(realise_nothing(major), stage.from, major).files);
  for (ChainFile& file : first) file.migration.version = "2025" + file.migration.version.substr(4);
  first = chain_of(migrations_of(first));
  std::vector<ChainFile> open = first;
  for (const ChainFile& file : of_phase(stage.chain, false)) open.push_back(file);
  write_chain(project, "migrations", open);
  write_chain(project, "contracts", of_phase(stage.chain, true));
  stage.expand();
  stage.run_both_versions();
  ContractOptions options;
  options.folder = project.path().string();
  options.shadow = server_of(major).create_database();
  options.all = true;
  options.allow = allow;
  const AbortResult aborted = abort_expansions(options);
  REQUIRE(aborted.files.size() == 1);
  CHECK_FALSE(aborted.take_back.empty());
  const std::vector<ChainFile> all = read_chain(project.path() / "migrations");
  {
    Writer back(stage.conninfo, story.before, 6);
    record_baseline(stage.setup, first, "test");
    apply_through(stage.conninfo, all, "contract");
    pause();
    expect_no_error(back);
  }
  compare(stage.conninfo, story.read_before, "taken back");
  stage.expect_state(stage.from.state);
}

void expect_contract_left(const Story& story, int major) {
  CAPTURE(major);
  const Realised from = realise_text(story.from, major);
  const Realised to = realise_text(story.to, major);
  const std::vector<ChainFile> chain = chain_of(prove_between(from, to, major).files);
  Realised open{{}, from.database};
  {
    Connection connection(open.database);
    for (const ChainFile& file : of_phase(chain, false)) replay_file(connection, file);
    open.state = read_state(connection);
  }
  const std::vector<ChainFile> left = chain_of(prove_between(open, to, major).files);
  CHECK(statements_of(left) == statements_of(of_phase(chain, true)));
}

} // namespace lockstep::test
