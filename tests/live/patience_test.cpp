// How long attempts may wait for a lock.
#include "live/apply_bench.hpp"
#include "run/patience.hpp"
#include "run/wait.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <random>

using namespace lockstep;
using namespace lockstep::test;

namespace {

Error failure(const std::string& sqlstate, const std::string& message = "failed") {
  Error error = database_error(message);
  error.sqlstate = sqlstate;
  return error;
}

} // namespace

TEST_CASE("patience: attempts grow up to the file's own lock_timeout") {
  Bench bench;
  MigrationUnit unit;
  unit.statements = {"ALTER TABLE t ADD b int"};
  unit.lock_timeout = "1s";
  const ApplyOptions options = bench.options();
  Patience patience(bench.side, options);
  for (const char* expected : {"200ms", "500ms", "1000ms", "1000ms"}) {
    CHECK(patience.lock_timeout(unit) == expected);
    CHECK(patience.try_again(failure("55P03"), unit));
  }
  unit.lock_timeout = "0";
  CHECK(patience.lock_timeout(unit) == "0");
  unit.lock_timeout = "";
  CHECK(patience.lock_timeout(unit) == "");
}

TEST_CASE("patience: the pauses of two that started together grow, and part") {
  std::mt19937 one(1);
  std::mt19937 other(2);
  for (const int attempts : {1, 2, 6, 50}) {
    const double longest = std::min(0.1 * (1 << std::min(attempts, 6)), 5.0);
    const double pause = retry_pause(attempts, one);
    const double another = retry_pause(attempts, other);
    CHECK(pause != another);
    for (const double length : {pause, another}) {
      CHECK(length >= longest / 2);
      CHECK(length <= longest);
    }
  }
}

TEST_CASE("patience: what waiting does not mend is not tried again") {
  Bench bench;
  const ApplyOptions options = bench.options();
  Patience patience(bench.side, options);
  for (const char* sqlstate : {"23505", "57014", "42P07", "XX000"})
    CHECK_FALSE(patience.try_again(failure(sqlstate), {}));
  CHECK(patience.given_up() == "");
  CHECK(passes_by_waiting(failure("XX000", "tuple concurrently updated")));
  ApplyOptions impatient;
  impatient.max_wait_seconds = 0;
  Patience none(bench.side, impatient);
  CHECK_FALSE(none.try_again(failure("40P01"), {}));
  CHECK(holds(none.given_up(), "Gave up after 1 attempt in 0 s."));
}

TEST_CASE("patience: durations") {
  CHECK(milliseconds("3s") == 3000);
  CHECK(milliseconds("500") == 500);
  CHECK(milliseconds("1.5 min") == 90000);
  CHECK(milliseconds("0") == 0);
  CHECK(!milliseconds(""));
  CHECK(!milliseconds("soon"));
  CHECK(duration_words(3) == "3 s");
  CHECK(duration_words(300) == "5 min");
  CHECK(duration_words(3 * 86400) == "3 days");
}
