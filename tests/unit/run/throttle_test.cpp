// The rate of a backfill, by the clock.
#include "run/throttle.hpp"

#include <chrono>
#include <doctest/doctest.h>
#include <thread>

using namespace lockstep;

TEST_CASE("throttle: what was not filled during a rest is not made up for in a burst") {
  Pace pace;
  pace.max_rate = 1000;
  Throttle throttle(pace);
  std::this_thread::sleep_for(std::chrono::milliseconds(1600)); // a rest, longer than what may be made up for
  CHECK(throttle.count(2000) == doctest::Approx(1.0).epsilon(0.001));
}
