// Writers of both shapes, and the comparison of every row.
#include "support/story.hpp"

#include <lockstep/error.hpp>

#include "base/files.hpp"
#include "base/text.hpp"
#include "catalog/read.hpp"
#include "diff/report.hpp"
#include "emit/native.hpp"
#include "run/apply.hpp"
#include "support/plans.hpp"
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

void pause() { std::this_thread::sleep_for(std::chrono::milliseconds(150)); }

void expect_no_error(Writer& writer) {
  writer.stop();
  CHECK(writer.error == "");
  CHECK(writer.writes > 0);
}

void run_phases(const Story& story, const std::string& conninfo, const std::vector<ChainFile>& chain) {
  Writer after(conninfo, story.after, 3);
  Writer before(conninfo, story.before, 4);
  pause();
  expect_no_error(before);
  expect_no_error(after);
  compare(conninfo, story.read_before, "old version, before the contract");
  compare(conninfo, story.read_after, "new version, before the contract");
  Writer moved(conninfo, story.after, 5);
  apply_through(conninfo, chain, "contract");
  pause();
  expect_no_error(moved);
}

} // namespace

void play(const Story& story, int major) {
  CAPTURE(major);
  const Realised from = realise_text(story.from, major);
  const Realised to = realise_text(story.to, major);
  const std::vector<ChainFile> chain = chain_of(prove_between(from, to, major).files);
  Connection setup(from.database);
  setup.exec(story.rows);
  setup.exec("CREATE TABLE remembered (k bigint PRIMARY KEY, v integer)");
  setup.exec("INSERT INTO remembered SELECT k, k % 10 FROM generate_series(1, 20000) k");
  {
    Writer one(from.database, story.before, 1);
    Writer two(from.database, story.before, 2);
    for (const char* phase : {"expand", "backfill", "validate"}) {
      pause();
      apply_through(from.database, chain, phase);
    }
    pause();
    expect_no_error(one);
    expect_no_error(two);
  }
  run_phases(story, from.database, chain);
  compare(from.database, story.read_contracted.empty() ? story.read_after : story.read_contracted, "contracted");
  setup.exec("DROP TABLE remembered; DROP SCHEMA lockstep CASCADE");
  CHECK(describe_changes(diff_states(read_state(setup), to.state)) == std::vector<std::string>{});
}

} // namespace lockstep::test
