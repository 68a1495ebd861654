// lockstep completion: the words of the command line for the shells, told by the parser itself.
#include "cli/parser.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

namespace lockstep::cli {

namespace {

std::vector<const CLI::App*> commands_of(const CLI::App& root) {
  return root.get_subcommands([](const CLI::App*) { return true; });
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

/// "-q --quiet" of every option, hidden ones left out.
std::string options_of(const CLI::App& app) {
  std::vector<std::string> words;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_snames()) words.push_back("-" + name);
    for (const std::string& name : option->get_lnames()) words.push_back("--" + name);
  }
  return joined(words);
}

/// Inside single quotes of any of the three shells.
std::string quoted_for_shell(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("’") : std::string(1, c);
  return quoted + "'";
}

std::string for_bash(const CLI::App& root) {
  std::string names;
  std::string cases;
  for (const CLI::App* command : commands_of(root)) {
    names += (names.empty() ? "" : " ") + command->get_name();
    cases += "    " + command->get_name() + ") words=\"" + options_of(*command) + "\" ;;\n";
  }
  return "# bash completion of lockstep: source it, or save it as /etc/bash_completion.d/lockstep\n"
         "_lockstep() {\n"
         "  local current=\"${COMP_WORDS[COMP_CWORD]}\" command=\"\" words word\n"
         "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
         "    case \" " +
         names +
         " \" in *\" $word \"*) command=\"$word\"; break ;; esac\n"
         "  done\n"
         "  case \"$command\" in\n" +
         cases + "    *) words=\"" + names + " " + options_of(root) +
         "\" ;;\n"
         "  esac\n"
         "  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
         "}\n"
         "complete -o default -F _lockstep lockstep\n";
}

std::string for_zsh(const CLI::App& root) {
  std::string names;
  std::string cases;
  for (const CLI::App* command : commands_of(root)) {
    names += "    " + quoted_for_shell(command->get_name() + ":" + command->get_description()) + "\n";
    cases += "    " + command->get_name() + ") compadd -- " + options_of(*command) + "; _files ;;\n";
  }
  return "#compdef lockstep\n"
         "# zsh completion of lockstep: save it as _lockstep in a folder of $fpath\n"
         "_lockstep() {\n"
         "  local -a commands=(\n" +
         names +
         "  )\n"
         "  if (( CURRENT == 2 )); then\n"
         "    _describe command commands\n"
         "    return\n"
         "  fi\n"
         "  case \"${words[2]}\" in\n" +
         cases +
         "    *) _files ;;\n"
         "  esac\n"
         "}\n"
         "compdef _lockstep lockstep\n";
}

std::string for_fish(const CLI::App& root) {
  std::string text = "# fish completion of lockstep: save it as ~/.config/fish/completions/lockstep.fish\n";
  for (const CLI::App* command : commands_of(root)) {
    const std::string name = command->get_name();
    text += "complete -c lockstep -n __fish_use_subcommand -a " + name + " -d " +
            quoted_for_shell(command->get_description()) + "\n";
    for (const CLI::Option* option : command->get_options())
      for (const std::string& word : option->get_lnames())
        text += "complete -c lockstep -n '__fish_seen_subcommand_from " + name + "' -l " + word + " -d " +
                quoted_for_shell(option->get_description()) + "\n";
  }
  return text;
}

} // namespace

void add_completion(Parser parser, Context& context) {
  const auto shell = std::make_shared<std::string>();
  parser.add_option("SHELL", *shell, "bash, zsh or fish").required().one_of({"bash", "zsh", "fish"});
  parser.on_run(context, [shell, parser] {
    const CLI::App& root = parser.whole();
    const std::string text = *shell == "bash" ? for_bash(root) : *shell == "zsh" ? for_zsh(root) : for_fish(root);
    std::fputs(text.c_str(), stdout);
    return Exit::ok;
  });
}

} // namespace lockstep::cli
