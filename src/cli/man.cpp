// lockstep man: the manual page, told by the parser itself.
#include <lockstep/version.hpp>

#include "cli/parser.hpp"

#include <algorithm>
#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>
#include <string_view>

namespace lockstep::cli {

namespace {

/// A character beyond ASCII, "\\[u2026]", and how many bytes it has.
std::string wide(std::string_view bytes, std::size_t& size) {
  const auto first = static_cast<unsigned char>(bytes.front());
  size = std::min<std::size_t>(first < 0xE0U ? 2 : first < 0xF0U ? 3 : 4, bytes.size());
  unsigned code = first & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) code = code << 6U | (static_cast<unsigned char>(bytes[i]) & 0x3FU);
  char text[16];
  std::snprintf(text, sizeof text, "\\[u%04X]", code);
  return text;
}

/// Text as roff takes it: no escapes, no hyphens that break, no line that looks like a request.
std::string roff(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    std::size_t size = 1;
    if ((c == '.' || c == '\'') && (result.empty() || result.back() == '\n')) result += "\\&";
    if ((c & 0x80) != 0)
      result += wide(text.substr(at), size);
    else if (c == '\\')
      result += "\\e";
    else if (c == '-')
      result += "\\-";
    else
      result += c;
    at += size;
  }
  return result;
}

std::string option_line(const CLI::Option& option) {
  std::string names;
  const auto add = [&](const std::string& name) {
    names += (names.empty() ? "" : ", ") + ("\\fB" + roff(name) + "\\fR");
  };
  for (const std::string& name : option.get_snames()) add("-" + name);
  for (const std::string& name : option.get_lnames()) add("--" + name);
  const std::string value = option.get_type_size() == 0 ? "" : option.get_type_name();
  if (names.empty()) return "\\fI" + roff(option.get_name()) + "\\fR";
  return names + (value.empty() ? "" : " \\fI" + roff(value.substr(0, value.find(':'))) + "\\fR");
}

std::string options_of(const CLI::App& app, bool with_help) {
  std::string text;
  for (const CLI::Option* option : app.get_options())
    if (with_help || option->get_name() != "--help")
      text += ".TP\n" + option_line(*option) + "\n" + roff(option->get_description()) + "\n";
  return text;
}

std::string page(const CLI::App& root) {
  std::string text =
      ".TH LOCKSTEP 1 \"\" \"lockstep " + std::string(version()) +
      "\" \"User Commands\"\n.SH NAME\nlockstep \\- schema\\-first migrations for PostgreSQL\n.SH SYNOPSIS\n"
      ".B lockstep\n[\\fIOPTIONS\\fR] \\fICOMMAND\\fR [\\fIOPTIONS\\fR]\n.SH DESCRIPTION\n" +
      roff(root.get_description()) + "\n.SH OPTIONS\n" + options_of(root, true) + ".SH COMMANDS\n";
  for (const CLI::App* command : root.get_subcommands([](const CLI::App*) { return true; }))
    text += ".SS lockstep " + roff(command->get_name()) + "\n" + roff(command->get_description()) + "\n" +
            options_of(*command, false);
  return text + ".SH EXIT STATUS\n"
                ".TP\n0\nAll is well.\n"
                ".TP\n1\nThere is what the command looks for: a finding, drift, pending files, a refused plan.\n"
                ".TP\n2\nThe command line, the configuration or the schema is wrong.\n"
                ".TP\n3\nThe database or the shadow server failed.\n"
                ".TP\n4\nA proof failed; nothing was written.\n"
                ".SH FILES\n.TP\nlockstep.toml\nThe project.\n.TP\nschema.toml\nThe schema that is wanted.\n"
                ".TP\nmigrations/, contracts/\nThe chain, and what is held back.\n"
                ".SH ENVIRONMENT\n.TP\nLOCKSTEP_PG_BIN\nThe folder of the server's programs.\n"
                ".TP\nNO_COLOR\nNo color in what is printed.\n"
                ".TP\nSOURCE_DATE_EPOCH\nThe time for the versions of new files.\n";
}

} // namespace

void add_man(Parser parser, Context& context) {
  parser.on_run(context, [parser] {
    std::fputs(page(parser.whole()).c_str(), stdout);
    return Exit::ok;
  });
}

} // namespace lockstep::cli
