// lockstep doctor
#include "cli/parser.hpp"
#include "cli/print.hpp"

#include <cstdio>

namespace lockstep::cli {

void add_doctor(Parser parser, Context& context) {
  parser.on_run(context, [&context] {
    Options options;
    fill(options, context);
    bool all_well = true;
    for (const DoctorLine& line : doctor(options)) {
      std::printf("%-8s %-28s %s\n", line.ok ? "ok" : "missing", line.what.c_str(), line.found.c_str());
      if (!line.ok && !line.mend.empty()) std::printf("         mend it: %s\n", line.mend.c_str());
      all_well = all_well && line.ok;
    }
    return all_well ? Exit::ok : Exit::finding;
  });
}

} // namespace lockstep::cli
