// A signal handler may only set a flag and write.
#include "cli/interrupt.hpp"

#include <csignal>
#include <unistd.h>

namespace lockstep::cli {

namespace {

volatile std::sig_atomic_t asked = 0;

void on_signal(int signal) {
  if (asked != 0) {
    std::signal(signal, SIG_DFL);
    ::raise(signal); // it waits until this function ends
    return;
  }
  asked = 1;
  static constexpr char text[] = "\nstopping behind this statement or batch; once more ends it at once\n";
  (void)!write(STDERR_FILENO, text, sizeof text - 1);
}

} // namespace

void catch_interrupts() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

bool interrupted() { return asked != 0; }

} // namespace lockstep::cli
