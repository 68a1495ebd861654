// The commands of docs/guide run, page by page, in the order in which they stand there.
#include "support/paths.hpp"
#include "support/project.hpp"
#include "support/server.hpp"

#include "base/files.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <doctest/doctest.h>
#include <map>
#include <set>

using namespace lockstep;
using namespace lockstep::test;

namespace {

namespace fs = std::filesystem;

/// A shop that is in production, in a git repository whose origin has all of it.
constexpr const char* shop = R"sh(
printf '[environments]\nproduction = "env:DATABASE_URL"\n[policy]\nquiet_time = "0s"\n' >lockstep.toml
printf '[tables.customers]\nprimary_key = ["id"]\n[tables.customers.columns]\nid = "bigint"\nemail = "text"\n' >schema.toml
printf '[tables.orders]\nprimary_key = ["id"]\n[tables.orders.columns]\nid = "bigint"\nstate = "text"\n' >>schema.toml
lockstep gen first -q; lockstep apply @production -q
git init -q -b main .; git config user.email a@b.c; git config user.name tester
git add -A; git commit -qm first; git update-ref refs/remotes/origin/main HEAD
)sh";

struct Page {
  std::string name;
  std::map<std::string, std::string> before; ///< a command, to what has to be done for it; "": for the first one
  std::set<std::string> fails;               ///< commands that find something, as they should: exit 1
  std::set<std::string> elsewhere;           ///< commands that tests/interop runs with the tools that they are about
};

const std::vector<Page>& pages() {
  static const std::vector<Page> all = {
      {"contracts.md",
       {{"", std::string(shop) + "sed -i /^email/d schema.toml\n"},
        {"lockstep contract state --abort",
         "sed -i 's/^state = .*/status = { type = \"text\", renamed_from = \"state\" }/' schema.toml\n"
         "lockstep gen state -q; lockstep apply @production -q\n"}},
       {},
       {}},
      {"drift.md",
       {{"", std::string(shop) + "psql -qX \"$DATABASE_URL\" -c 'CREATE INDEX hotfix ON orders (state)'\n"},
        {"lockstep drift @production --watch", "psql -qX \"$DATABASE_URL\" -c 'CREATE INDEX more ON orders (state)'; "
                                               "HOOK=http://127.0.0.1:1/; export HOOK\n"}},
       {"lockstep drift @production", "lockstep drift @production --fix", "lockstep drift @production --against",
        "lockstep drift @production --watch", "lockstep -q drift @production --format openmetrics"},
       {}},
      {"getting-started.md",
       {{"lockstep check --base origin/main",
         "git init -q -b main .; git config user.email a@b.c; git config user.name tester\n"
         "git add -A; git commit -qm first; git update-ref refs/remotes/origin/main HEAD\n"},
        {"lockstep pull @production --baseline",
         "lockstep dev stop -q; mkdir ../old; cd ../old; psql -qX \"$DATABASE_URL\" -c 'CREATE TABLE t (id bigint)'\n"
         "printf '[environments]\\nproduction = \"env:DATABASE_URL\"\\n' >lockstep.toml\n"}},
       {},
       {}},
      {"hazards.md", {{"", shop}}, {}, {}},
      {"import.md",
       {{"", "mkdir -p db/migrations old_migrations\necho 'CREATE TABLE t (id bigint PRIMARY KEY);' "
             ">db/migrations/V1__t.sql\n"
             "cp db/migrations/* old_migrations\n"},
        {"lockstep import old_migrations",
         "rm lockstep.toml schema.toml; printf '[environments]\\nproduction = \"env:DATABASE_URL\"\\n' >lockstep.toml\n"
         "psql -qX \"$DATABASE_URL\" -f db/migrations/V1__t.sql\nset -- --force\n"},
        {"lockstep pull db/structure.sql", "rm schema.toml; cp db/migrations/V1__t.sql db/structure.sql\n"},
        {"lockstep pull dump.sql", "rm schema.toml; cp db/structure.sql dump.sql\n"}},
       {},
       {"lockstep pull schema.prisma", "lockstep pull src/schema.ts", "lockstep pull drizzle.config.js",
        "lockstep pull drizzle/meta", "lockstep pull db/schema.rb", "lockstep pull schema.hcl", "lockstep pull shop/",
        "lockstep pull models/", "lockstep pull dump.pgdump", "lockstep diff @production schema.prisma"}},
      {"lint.md",
       {{"",
         std::string(shop) +
             "mkdir -p db/migrate sql; printf 'CREATE INDEX orders_state_idx ON orders (state);\\n' >V42__orders.sql\n"
             "cp V42__orders.sql db/migrate; cp V42__orders.sql sql\n"}},
       {"lockstep lint db/migrate/V42__orders.sql", "lockstep lint sql/ --format github",
        "lockstep lint V42__orders.sql", "lockstep lint --fix V42__orders.sql --dry-run"},
       {}},
      {"production.md",
       {{"", std::string(shop) + "sed -i '/^state/a note = \"text\"' schema.toml; lockstep gen note -q\n"}},
       {},
       {}},
      {"report.md", {{"", shop}}, {}, {}},
      {"trace.md", {{"", std::string(shop) + "echo 'CREATE INDEX i ON orders (state);' >my.sql\n"}}, {}, {}},
  };
  return all;
}

/// Those of a page, as it shows them, without the words behind them.
std::vector<std::string> commands_of(const fs::path& page) {
  std::vector<std::string> commands;
  for (const std::string& line : split(read_file(page), '\n')) {
    std::string_view text = line;
    if (text.starts_with("    ")) text.remove_prefix(4);
    if (text.starts_with("$ ")) text.remove_prefix(2);
    if (text.size() == line.size() || !text.starts_with("lockstep ")) continue;
    const std::size_t remark = text.find(" # ");
    commands.emplace_back(trim(text.substr(0, remark)));
  }
  return commands;
}

/// The longest key that the command begins with.
template <typename Keys> std::string key_of(const Keys& keys, const std::string& command) {
  std::string found;
  for (const auto& one : keys) {
    std::string key;
    if constexpr (requires { one.first; })
      key = one.first;
    else
      key = one;
    if (command.starts_with(key) && key.size() > found.size()) found = key;
  }
  return found;
}

/// Interrupted behind its first look, however long that took.
std::string until_told(const std::string& command) {
  return command + " >looked & watch=$!\n"
                   "for i in $(seq 600); do grep -q drift looked && break; sleep 0.1; done\n"
                   "cat looked; kill -INT $watch; code=0; wait $watch || code=$?; [ \"$code\" = 1 ]\n";
}

std::string script_of(const Page& page, std::set<std::string>& used) {
  std::string script = "set -e\n" + (page.before.contains("") ? page.before.at("") : std::string());
  for (std::string command : commands_of(repository() / "docs" / "guide" / page.name)) {
    if (const std::string key = key_of(page.elsewhere, command); !key.empty()) {
      used.insert(key);
      continue;
    }
    const std::string before = key_of(page.before, command);
    const bool fails = !key_of(page.fails, command).empty();
    used.insert(before);
    used.insert(key_of(page.fails, command));
    script += "set --\n" + (before.empty() ? std::string() : page.before.at(before));
    command = replace_all(command, "/var/lib/node_exporter/", "");
    command = replace_all(command, "100000", "1000");
    script += "echo '## " + replace_all(command, "'", "") + "'\n";
    if (command.find("--watch") != std::string::npos) {
      script += until_told(command);
      continue;
    }
    script += fails ? "code=0; " + command + " || code=$?; [ \"$code\" = 1 ]\n" : command + " \"$@\"\n";
  }
  return script;
}

} // namespace

TEST_CASE("cli guide: every command of every page does what the page says, in its order") {
  for (const auto& entry : fs::directory_iterator(repository() / "docs" / "guide")) {
    const std::string name = entry.path().filename().string();
    if (name == "ci.md" || name == "runners.md") continue; // have tests of their own
    const auto page = std::find_if(pages().begin(), pages().end(), [&](const Page& one) { return one.name == name; });
    CHECK_MESSAGE((page != pages().end() || commands_of(entry.path()).empty()), name << " has commands, and no scene");
  }
  for (const Page& page : pages()) {
    CAPTURE(page.name);
    const TemporaryProject project;
    const Database production;
    RunOptions options = clean_environment();
    options.folder = project.path();
    const char* path = std::getenv("PATH");
    options.set["PATH"] = binary().parent_path().string() + ":" + (path == nullptr ? "/usr/bin:/bin" : path);
    options.set["DATABASE_URL"] = production.conninfo();
    options.set["GIT_CONFIG_GLOBAL"] = "/dev/null";
    std::set<std::string> used{""};
    const std::string script = script_of(page, used);
    for (const auto& [command, before] : page.before) CHECK_MESSAGE(used.contains(command), command);
    for (const auto* commands : {&page.fails, &page.elsewhere})
      for (const std::string& command : *commands) CHECK_MESSAGE(used.contains(command), command);
    const Ran ran = run({"sh", "-c", script}, options);
    CHECK_MESSAGE(ran.exit == 0, script << "\n==\n" << ran.out << ran.err);
  }
}

TEST_CASE("cli guide: commands named in the text of the documents have the options that they are named with") {
  std::map<std::string, std::string> helps;
  const TemporaryProject project;
  const auto help_of = [&](const std::string& command) -> const std::string& {
    auto [found, fresh] = helps.try_emplace(command);
    if (fresh)
      found->second = project
                          .lockstep(command.empty() ? std::vector<std::string>{"--help"}
                                                    : std::vector<std::string>{command, "--help"})
                          .out;
    return found->second;
  };
  std::vector<fs::path> documents{repository() / "README.md"};
  for (const auto& entry : fs::directory_iterator(repository() / "docs" / "guide")) documents.push_back(entry.path());
  std::size_t count = 0;
  for (const fs::path& document : documents) {
    const std::vector<std::string> spans = split(read_file(document), '`');
    for (std::size_t i = 1; i < spans.size(); i += 2) {
      if (!spans[i].starts_with("lockstep ") || spans[i].find('\n') != std::string::npos) continue;
      std::string command;
      for (const std::string& word : split(spans[i], ' ')) {
        if (word.starts_with("--")) {
          ++count;
          const std::string option = word.substr(0, word.find_first_of("=|…"));
          CHECK_MESSAGE(
              (help_of(command).find(option) != std::string::npos || help_of("").find(option) != std::string::npos),
              document.filename().string() << ": " << spans[i]);
        } else if (command.empty() && word != "lockstep" && !word.empty() && word.front() >= 'a' &&
                   word.front() <= 'z') {
          command = word;
          CHECK_MESSAGE(help_of("").find("\n  " + word + " ") != std::string::npos, spans[i]);
        }
      }
    }
  }
  CHECK(count > 10);
}
