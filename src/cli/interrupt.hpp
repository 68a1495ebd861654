// Ctrl-C and SIGTERM: the first asks to stop at a good place, the second ends the program.
#pragma once

namespace lockstep::cli {

/// Catches both signals until the program ends, and says on stderr what happens then.
void catch_interrupts();
[[nodiscard]] bool interrupted();

} // namespace lockstep::cli
