// See the header.
#include "support/traffic.hpp"

#include "base/text.hpp"

#include <lockstep/error.hpp>

#include <algorithm>
#include <random>

namespace lockstep::test {

Client::Client(const std::string& conninfo, std::string statement, long keys)
    : connection_(conninfo), statement_(std::move(statement)), keys_(keys), thread_([this] { run(); }) {}

void Client::stop() {
  enough_ = true;
  if (thread_.joinable()) thread_.join();
}

void Client::run() {
  std::mt19937 random(7);
  std::uniform_int_distribution<long> key(1, keys_);
  while (!enough_) {
    const std::string statement = replace_all(statement_, "{k}", std::to_string(key(random)));
    const auto begin = std::chrono::steady_clock::now();
    try {
      connection_.exec(statement);
    } catch (const Error& refused) {
      error = refused.full();
      return;
    }
    longest = std::max(longest,
                       std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin));
    ++done;
  }
}

} // namespace lockstep::test
