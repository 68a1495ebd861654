// lockstep explain
#include "cli/parser.hpp"
#include "cli/print.hpp"

#include <cstdio>
#include <memory>

namespace lockstep::cli {

namespace {

void print_part(const char* title, const std::string& text) {
  if (text.empty()) return;
  std::printf("\n%s\n", title);
  std::size_t at = 0;
  while (at <= text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::printf("  %s\n", text.substr(at, end - at).c_str());
    at = end + 1;
  }
}

void print_whole(const Explanation& one) {
  std::printf("%s%s%s: %s\n", one.code.c_str(), one.name.empty() ? "" : " ", one.name.c_str(), one.title.c_str());
  print_part("What", one.what);
  print_part("Why it matters", one.why);
  print_part("Lock", one.lock);
  print_part("The safe way", one.way);
  print_part("Not so", one.bad);
  print_part("But so", one.good);
}

void print_list(const std::vector<Explanation>& all) {
  for (const Explanation& one : all)
    std::printf("%-36s %s\n", (one.code + (one.name.empty() ? "" : " ") + one.name).c_str(), one.title.c_str());
  std::printf("\n`lockstep explain CODE` tells more.\n");
}

} // namespace

void add_explain(Parser parser, Context& context) {
  const auto code = std::make_shared<std::string>();
  parser.add_option(
      "CODE", *code,
      "a hazard (LS201 or rewrite), a safe way (add_check) or a rule of lint (LR202); all of them when not given");
  parser.on_run(context, [code] {
    const std::vector<Explanation> found = explain(*code);
    if (code->empty())
      print_list(found);
    else
      for (const Explanation& one : found) print_whole(one);
    return Exit::ok;
  });
}

} // namespace lockstep::cli
