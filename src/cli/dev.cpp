// lockstep dev start|stop|url
#include "cli/parser.hpp"
#include "cli/print.hpp"

#include <cstdio>
#include <memory>

namespace lockstep::cli {

void add_dev(Parser parser, Context& context) {
  const auto action = std::make_shared<std::string>("url");
  parser.add_option("ACTION", *action, "start, stop, or url (starts it when needed)").one_of({"start", "stop", "url"});
  parser.on_run(context, [action, &context] {
    Options options;
    fill(options, context);
    if (*action == "stop")
      std::printf("%s\n", dev_stop(options) ? "stopped" : "it was not running");
    else
      std::printf("%s\n", dev_start(options).c_str());
    return Exit::ok;
  });
}

} // namespace lockstep::cli
