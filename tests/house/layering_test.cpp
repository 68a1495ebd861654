// Rooms include only what docs/internals.md lets them: every #include line of src/ is read.
#include "base/text.hpp"
#include "house/tree.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <map>
#include <string>
#include <vector>

using namespace lockstep;
using namespace lockstep::test;

namespace {

using Names = std::vector<std::string>;

// What a room may include beside itself, base and the public headers. "kinds/kinds.hpp" is the array of all kinds
// without any of them by name.
const std::map<std::string, Names> allowed_rooms = {
    {"base", {}},
    {"model", {}},
    {"kinds", {"model"}},
    {"toml", {"model", "kinds/kinds.hpp"}},
    {"catalog", {"model", "kinds/kinds.hpp"}},
    {"shadow", {"model", "kinds/kinds.hpp", "catalog", "emit", "run"}},
    {"diff", {"model", "kinds/kinds.hpp", "kinds/kinship.hpp"}},
    {"plan", {"model", "kinds", "diff", "emit/migration.hpp"}},
    {"plan/recipes", {"model", "kinds", "diff/change.hpp", "plan"}},
    {"plan/prove", {"model", "kinds", "diff", "plan", "catalog", "shadow", "run/stand_in.hpp", "emit/migration.hpp"}},
    {"emit", {"plan"}},
    {"run", {"emit", "catalog/connection.hpp"}},
    {"lint", {"model", "plan"}},
    {"tools", {}},
    {"trace", {"model/sizes.hpp", "plan/measure.hpp", "emit", "run", "catalog"}},
    {"report", {"model", "kinds/kinds.hpp", "diff", "plan", "emit/migration.hpp"}},
    {"app",
     {"model", "kinds", "toml", "catalog", "shadow", "diff", "plan", "emit", "run", "lint", "report", "trace",
      "tools"}},
};

// Heavy libraries, and the only rooms that know them.
const std::map<std::string, Names> allowed_libraries = {
    {"toml++/", {"toml"}},  {"CLI/", {"cli"}},
    {"pqxx/", {"catalog"}}, {"libpq", {"catalog"}},
    {"pg_query", {"lint"}}, {"dtl/", {"report"}},
    {"openssl/", {"base"}}, {"doctest/", {}},
    {"regex", {}},          {"nlohmann/", {"report", "toml", "app", "lint", "emit"}},
};

struct Include {
  std::string file;
  int line = 0;
  std::string target;
  bool quoted = false;
  [[nodiscard]] std::string text() const { return file + ":" + std::to_string(line) + " includes " + target; }
};

std::vector<Include> includes_of(const std::string& file) {
  std::vector<Include> found;
  int number = 0;
  for (const std::string& line : lines_of(file)) {
    ++number;
    if (!line.starts_with("#include ")) continue;
    const char open = line[9];
    const std::size_t close = line.find(open == '"' ? '"' : '>', 10);
    found.push_back({file, number, line.substr(10, close - 10), open == '"'});
  }
  return found;
}

// "src/plan/recipes/x.cpp" → "plan/recipes", the parts of plan/ that ask a server → "plan/prove", else the first
// folder.
std::string room_of(const std::string& file) {
  const std::string inside = file.substr(4);
  if (inside.starts_with("plan/recipes/")) return "plan/recipes";
  for (const char* part : {"plan/prove", "plan/measure", "plan/witness", "plan/contents"})
    if (inside.starts_with(part)) return "plan/prove";
  return inside.substr(0, inside.find('/'));
}

bool may_include(const std::string& room, const std::string& target) {
  const std::string own = room.substr(0, room.find('/')) + "/";
  if (target.starts_with("lockstep/") || target.starts_with(own) || (room != "cli" && target.starts_with("base/")))
    return true;
  const auto entry = allowed_rooms.find(room);
  if (entry == allowed_rooms.end()) return false;
  return std::any_of(entry->second.begin(), entry->second.end(),
                     [&](const std::string& name) { return target == name || target.starts_with(name + "/"); });
}

bool may_use(const std::string& room, const std::string& target) {
  for (const auto& [library, rooms] : allowed_libraries)
    if (target.starts_with(library)) return std::find(rooms.begin(), rooms.end(), room) != rooms.end();
  return true;
}

} // namespace

TEST_CASE("house: every room includes only what it may know") {
  Names wrong;
  std::size_t read = 0;
  for (const std::string& file : files_below("src", {".cpp", ".hpp"})) {
    const std::string room = room_of(file);
    for (const Include& include : includes_of(file)) {
      ++read;
      const bool fine = include.quoted ? may_include(room, include.target) : may_use(room, include.target);
      if (!fine) wrong.push_back(include.text());
    }
  }
  CHECK(read > 100);
  INFO(join(wrong, "\n"));
  CHECK(wrong.empty());
}

TEST_CASE("house: a forbidden include would be seen") {
  CHECK_FALSE(may_include("diff", "catalog/connection.hpp"));
  CHECK_FALSE(may_include("toml", "kinds/column.hpp"));
  CHECK_FALSE(may_include("cli", "base/text.hpp"));
  CHECK_FALSE(may_include("app", "cli/command.hpp"));
  CHECK_FALSE(may_include("unheard_of", "model/kind.hpp"));
  CHECK_FALSE(may_use("plan", "pqxx/pqxx"));
  CHECK(may_include("toml", "kinds/kinds.hpp"));
  CHECK(may_include("plan/recipes", "kinds/column.hpp"));
}

TEST_CASE("house: only kinds look into bodies; plan may name their forms") {
  Names wrong;
  for (const std::string& file : files_below("src", {".cpp", ".hpp"})) {
    const std::string room = room_of(file);
    if (room == "kinds" || room == "model" || room == "plan/recipes") continue;
    int number = 0;
    for (const std::string& line : lines_of(file)) {
      ++number;
      if (line.find("body<") != std::string::npos) wrong.push_back(file + ":" + std::to_string(number) + ": " + line);
    }
  }
  INFO(join(wrong, "\n"));
  CHECK(wrong.empty());
}

TEST_CASE("house: public headers need nothing but the standard library and each other") {
  Names wrong;
  for (const std::string& file : files_below("include", {".hpp"}))
    for (const Include& include : includes_of(file)) {
      const bool standard = include.target.find_first_of("/.") == std::string::npos;
      if (include.quoted || (!standard && !include.target.starts_with("lockstep/"))) wrong.push_back(include.text());
    }
  INFO(join(wrong, "\n"));
  CHECK(wrong.empty());
}
