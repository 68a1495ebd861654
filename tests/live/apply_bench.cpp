// See the header.
#include "live/apply_bench.hpp"

#include "base/files.hpp"
#include "support/server.hpp"

#include <lockstep/error.hpp>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <thread>

namespace lockstep::test {

ChainFile make_file(const std::string& name, const std::string& content) {
  return {name, content, sha256(content), parse_native(name, content)};
}

Bench::Bench() : Bench(fresh_database()) {}

Bench::Bench(const std::string& database) : conninfo(database), side(database) {}

ApplyOptions Bench::options() {
  ApplyOptions options;
  options.max_wait_seconds = max_wait;
  options.tool_version = "test";
  options.say = [this](const std::string& text) {
    said.push_back(text);
    if (on_say) on_say(text);
  };
  return options;
}

Applied Bench::apply(const std::vector<ChainFile>& chain) { return apply(chain, options()); }

Applied Bench::apply(const std::vector<ChainFile>& chain, const ApplyOptions& options) const {
  Connection connection(conninfo);
  return apply_chain(connection, chain, options);
}

std::string Bench::ask(const std::string& sql) {
  const Rows rows = side.exec(sql);
  return rows.size() == 0 ? "no row" : std::string(rows.get(0, 0));
}

void Bench::wait_for(const std::string& sql) {
  for (int round = 0; round < 1500; ++round) {
    if (ask(sql) == "t") return;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  throw std::runtime_error("never became true: " + sql);
}

bool Bench::heard(const std::string& part) const {
  return std::any_of(said.begin(), said.end(), [&](const std::string& text) { return holds(text, part); });
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.full();
  }
  return "no error";
}

} // namespace lockstep::test
