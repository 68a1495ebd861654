// One look after the other, and a command when what is found changes.
#include "cli/drift_watch.hpp"

#include "cli/interrupt.hpp"
#include "cli/webhook.hpp"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <thread>

namespace lockstep::cli {

namespace {

void tell(const std::string& command, const std::string& findings) {
  FILE* const pipe = popen(command.c_str(), "w");
  if (pipe == nullptr) return;
  fwrite(findings.data(), 1, findings.size(), pipe);
  if (const int status = pclose(pipe); status != 0)
    std::fprintf(stderr, "warning: the command of --on-change failed (status %d)\n", status);
}

/// What is found, without what changes by itself.
std::vector<std::string> told(const std::vector<DriftResult>& results) {
  std::vector<std::string> lines;
  for (const DriftResult& result : results) {
    if (!result.error.empty()) lines.push_back(result.database + " " + result.error);
    for (const DriftFinding& finding : result.findings) {
      // The part of a sequence that is used grows all the time.
      const std::string what = finding.code == "sequence-runs-out" ? finding.object : finding.message;
      lines.push_back(result.database + " " + finding.code + " " + what);
    }
  }
  return lines;
}

std::vector<DriftResult> look_safely(const std::function<std::vector<DriftResult>()>& look) {
  try {
    return look();
  } catch (const Error& error) {
    if (error.exit == Exit::usage) throw;
    std::fprintf(stderr, "%s\n", error.full().c_str());
    DriftResult result;
    result.error = error.full();
    return {result};
  }
}

void wait(double seconds) {
  using Clock = std::chrono::steady_clock;
  const auto until = Clock::now() + std::chrono::duration<double>(seconds);
  while (!interrupted() && Clock::now() < until) std::this_thread::sleep_for(std::chrono::milliseconds(100));
}

} // namespace

Exit watch_drift(const Watch& watch, const std::function<std::vector<DriftResult>()>& look) {
  catch_interrupts();
  std::signal(SIGPIPE, SIG_IGN); // a command that does not read its input is no reason to end
  std::vector<std::string> before;
  while (!interrupted()) {
    const std::vector<DriftResult> results = look_safely(look);
    std::vector<std::string> now = told(results);
    if (now != before && !watch.on_change.empty()) tell(watch.on_change, drift_as("json", results));
    if (now != before && !watch.webhook.empty()) post(watch.webhook, drift_as("json", results));
    before = std::move(now);
    wait(watch.seconds);
  }
  return before.empty() ? Exit::ok : Exit::finding;
}

} // namespace lockstep::cli
