// The two weeks in which harbor-supply splits the status of its orders, played in less than a minute: every release of
// the application writes at random while the program is run as its README tells.
#include "base/files.hpp"
#include "base/text.hpp"
#include "support/golden.hpp"
#include "support/paths.hpp"
#include "support/project.hpp"
#include "support/server.hpp"

#include <lockstep/error.hpp>

#include <atomic>
#include <chrono>
#include <doctest/doctest.h>
#include <map>
#include <random>
#include <thread>

namespace lockstep::test {

namespace {

namespace fs = std::filesystem;

fs::path example() { return repository() / "schema-examples" / "harbor-supply" / "split-status"; }

/// What a release says to the database, by the comment above it.
using Sayings = std::map<std::string, std::string>;

Sayings sayings_of(const std::string& release) {
  Sayings sayings;
  std::string name;
  for (const std::string& line : split(read_file(example() / "apps" / (release + ".sql")), '\n')) {
    if (line.starts_with("-- "))
      name = line.substr(3);
    else if (!line.empty())
      sayings[name] = line;
  }
  return sayings;
}

/// What release 3.1 calls an order, from the two statuses that stand in `remembered`.
constexpr const char* one_status =
    "SELECT id, CASE WHEN fulfillment_status <> 'open' THEN fulfillment_status WHEN "
    "payment_status = 'paid' THEN 'paid' ELSE 'pending' END FROM remembered WHERE id = :order";
constexpr const char* two_statuses = "SELECT id, payment_status, fulfillment_status FROM remembered WHERE id = :order";

/// An instance of the application, which remembers what it did and holds what it reads against that.
class Instance {
public:
  Instance(const std::string& conninfo, const std::string& release)
      : connection_(conninfo), says_(sayings_of(release)), means_(sayings_of(release == "v3.1" ? "v3.2" : release)),
        memory_(release == "v3.1" ? one_status : two_statuses), random_(++instances_),
        next_order_(1000000L * instances_), thread_([this] { run(); }) {}
  ~Instance() { stop(); }
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;

  void stop() {
    done_ = true;
    if (thread_.joinable()) thread_.join();
  }
  /// It is switched off: nothing has ever failed, and nothing was read that was not so.
  void expect_well() {
    stop();
    CHECK(error_ == "");
    CHECK(wrong_ == "");
    CHECK(said_ > 0);
  }

private:
  void run() {
    while (!done_ && error_.empty()) {
      try {
        say_something();
        ++said_;
      } catch (const Error& refused) {
        error_ = refused.full();
      }
    }
  }

  long pick(long low, long high) { return std::uniform_int_distribution<long>(low, high)(random_); }

  void say_something() {
    static constexpr const char* words[] = {"place", "pay", "pay", "ship", "ship", "return", "look", "look", "report"};
    const std::string word = words[pick(0, 8)];
    if (word == "place") ++next_order_;
    const std::string order = std::to_string(word == "place" || pick(0, 2) == 0 ? next_order_ : pick(1, 300));
    const auto about = [&](const std::string& sql) { return replace_all(sql, ":order", order); };
    connection_.exec("BEGIN");
    connection_.exec(about("SELECT FROM remembered WHERE id = :order FOR UPDATE"));
    if (word == "look") {
      const auto seen = query(connection_, about(says_.at(word)));
      if (seen != query(connection_, about(memory_))) wrong_ = about(says_.at(word));
    } else {
      connection_.exec(about(says_.at(word)));
      remember(word, about(means_.at(word)), order);
    }
    connection_.exec("COMMIT");
  }

  void remember(const std::string& word, const std::string& meant, const std::string& order) {
    if (word == "place")
      connection_.exec("INSERT INTO remembered VALUES (" + order + ")");
    else if (word != "report")
      connection_.exec(replace_all(meant, "UPDATE orders", "UPDATE remembered"));
  }

  static inline std::atomic<unsigned> instances_ = 0;

  Connection connection_;
  Sayings says_;
  Sayings means_;
  std::string memory_;
  std::mt19937 random_;
  long next_order_;
  std::string error_;
  std::string wrong_;
  long said_ = 0;
  std::atomic<bool> done_ = false;
  std::thread thread_;
};

void some_days(double seconds = 0.4) { std::this_thread::sleep_for(std::chrono::duration<double>(seconds)); }

class Shop {
public:
  Shop() {
    project.write("lockstep.toml", replace_all(read_file(example() / "lockstep.toml"), "\"2d\"", "\"2s\""));
    release("v3.1");
    must({"gen", "opening"}, "1772442000");
    apply();
    connection.exec("INSERT INTO orders (id, customer, total_cents, status) SELECT n, 'Ada', 1200, (ARRAY['pending', "
                    "'paid', 'shipped', 'returned'])[1 + n % 4]::order_status FROM generate_series(1, 300) n");
    connection.exec("CREATE TABLE remembered (id bigint PRIMARY KEY, payment_status text DEFAULT 'unpaid', "
                    "fulfillment_status text DEFAULT 'open')");
    connection.exec("INSERT INTO remembered SELECT n, (ARRAY['unpaid', 'paid', 'paid', 'refunded'])[1 + n % 4], "
                    "(ARRAY['open', 'open', 'shipped', 'returned'])[1 + n % 4] FROM generate_series(1, 300) n");
  }

  void release(const std::string& name) const {
    project.write("schema.toml", read_file(example() / "releases" / (name + ".toml")));
  }
  std::string must(const std::vector<std::string>& words, const std::string& epoch = {}) const {
    const Ran ran = project.lockstep(words, epoch);
    CHECK_MESSAGE(ran.exit == 0, "lockstep " << join(words, " ") << "\n" << ran.out << ran.err);
    return ran.out;
  }
  void apply() const { must({"apply", database.conninfo()}); }

  /// Every order is as the applications remember it.
  void expect_orders() {
    CHECK(query(connection,
                "SELECT count(*) FROM orders o FULL JOIN remembered r USING (id) WHERE o.payment_status::text IS "
                "DISTINCT FROM r.payment_status OR o.fulfillment_status::text IS DISTINCT FROM r.fulfillment_status") ==
          std::vector<std::vector<std::string>>{{"0"}});
  }

  TemporaryProject project;
  Database database;
  Connection connection = database.connect();
};

void expect_same_folder(const fs::path& committed, const fs::path& actual) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(actual)) names.push_back(entry.path().filename().string());
  for (const std::string& name : names) expect_golden(committed / name, read_file(actual / name));
  expect_only(committed, names);
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

} // namespace

TEST_CASE("cli: harbor-supply splits a status in two over three releases, and nobody notices") {
  Shop shop;
  const std::string& url = shop.database.conninfo();
  // Monday: everything that release 3.2 needs comes while 3.1 works.
  Instance one(url, "v3.1");
  Instance two(url, "v3.1");
  shop.release("v3.2");
  shop.must({"gen", "split_status"}, "1773046800");
  shop.apply();
  CHECK(has(shop.must({"status", url}, "1773046800"),
            "public.orders.status -> public.orders.fulfillment_status, public.orders.payment_status"));
  // Tuesday to Thursday: 3.2 is rolled out; 3.1 is forgotten on one machine.
  Instance three(url, "v3.2");
  some_days();
  one.expect_well();
  shop.expect_orders();
  // The Monday after: 3.3 takes over from 3.2.
  Instance four(url, "v3.3");
  some_days();
  three.expect_well();
  // Tuesday: the contract is promoted, and held up by the machine that was forgotten.
  shop.must({"contract", "split_status"}, "1773738000");
  const Ran held = shop.project.lockstep({"apply", url});
  CHECK(held.exit != 0);
  CHECK_MESSAGE(has(held.out + held.err, "old_writes: the old application version wrote "), held.out << held.err);
  two.expect_well();
  shop.expect_orders();
  // Friday: all has been quiet. 3.3 works on while the old status goes.
  some_days(3);
  shop.apply();
  some_days();
  // Then 3.4 may do what the old status had no word for.
  Instance five(url, "v3.4");
  some_days();
  four.expect_well();
  five.expect_well();
  shop.expect_orders();
  CHECK(query(shop.connection, "SELECT count(*) > 0 FROM orders WHERE (payment_status, fulfillment_status) = "
                               "('unpaid', 'shipped')") == std::vector<std::vector<std::string>>{{"t"}});
  shop.connection.exec("DROP TABLE remembered");
  shop.release("v3.4");
  CHECK(has(shop.must({"check"}), "ok: "));
  CHECK(has(shop.must({"drift", url}), "no drift"));
  for (const char* folder : {"migrations", "contracts"})
    expect_same_folder(example() / folder, shop.project.path() / folder);
  CHECK(read_file(example() / "schema.toml") == read_file(example() / "releases" / "v3.4.toml"));
}

} // namespace lockstep::test
