// Held contracts that a later change collides with.
#include "support/process.hpp"
#include "support/project.hpp"

#include "base/text.hpp"

#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

std::string users(const std::string& columns, const std::string& query) {
  return "[tables.users]\nprimary_key = [\"id\"]\n[tables.users.columns]\nid = \"bigint\"\n" + columns +
         "[views.people]\nquery = \"SELECT " + query + " FROM users\"\n";
}
const std::string before = users("name = \"text\"\nmail = \"text\"\n", "id, name, mail");
const std::string less = users("name = \"text\"\nmail = \"text\"\n", "id, name");
const std::string renamed =
    users("mail = \"text\"\nfull_name = { type = \"text\", renamed_from = \"name\" }\n", "id, full_name AS name");

Ran gen(const TemporaryProject& project, const std::string& schema, const std::string& name, const std::string& epoch) {
  project.write("schema.toml", schema);
  return project.lockstep({"gen", name}, epoch);
}

/// The files of contracts/, but for the list.
std::vector<std::string> held(const TemporaryProject& project) {
  std::vector<std::string> names = project.files();
  std::erase_if(names, [](const std::string& name) { return !name.starts_with("contracts/") || !name.ends_with("l"); });
  return names;
}

/// A view that loses a column waits for the contract.
void hold_back(const TemporaryProject& project) {
  REQUIRE(gen(project, before, "first", "1767225600").exit == 0);
  REQUIRE(gen(project, less, "fewer", "1767312000").exit == 0);
  REQUIRE(held(project) == std::vector<std::string>{"contracts/20260102000000_fewer.contract.sql"});
}

} // namespace

TEST_CASE("cli: a held contract with the old text of a view is planned anew with a rename under it") {
  const TemporaryProject project;
  hold_back(project);
  RunOptions git;
  git.folder = project.path();
  REQUIRE(run({"sh", "-c",
               "git init -q -b main . && git config user.email a@b.c && git config user.name t && git add -A && "
               "git commit -qm landed && git checkout -q -b branch"},
              git)
              .exit == 0);
  const Ran ran = gen(project, renamed, "full", "1767398400");
  CHECK_MESSAGE(ran.exit == 0, ran.err);
  CHECK_MESSAGE(ran.err.find("warning: contract fewer was held back and can not run behind this change") !=
                    std::string::npos,
                ran.err);
  CHECK(ran.out.find("removed contracts/20260102000000_fewer.contract.sql\n") != std::string::npos);
  CHECK(held(project) == std::vector<std::string>{"contracts/20260103000003_full.contract.sql"});
  const Ran checked = project.lockstep({"check", "--base", "main", "-q"});
  CHECK_MESSAGE(checked.exit == 0, checked.out);
  CHECK(project.lockstep({"contract", "full", "-q"}, "1767484800").exit == 0);
  CHECK(project.lockstep({"check", "-q"}).exit == 0);
  CHECK(held(project).empty());
}

TEST_CASE("cli: a change that takes back what is held takes the contract away") {
  const TemporaryProject project;
  hold_back(project);
  REQUIRE(gen(project, users("name = \"text\"\n", "id, name"), "no_mail", "1767398400").exit == 0);
  REQUIRE(held(project).size() == 2);
  const Ran ran = gen(project, less, "again", "1767484800");
  CHECK_MESSAGE(ran.exit == 0, ran.err);
  CHECK(held(project) == std::vector<std::string>{"contracts/20260102000000_fewer.contract.sql"});
  CHECK(project.lockstep({"check", "-q"}).exit == 0);
}

TEST_CASE("cli: a held contract that writes rows is never planned anew, whatever it begins like") {
  const std::string gone = "DELETE FROM public.users WHERE mail IS NULL;";
  for (const std::string& written :
       {gone, "DO $$\nBEGIN\n  EXECUTE '" + replace_all(gone, ";", "") + "';\nEND $$;",
        "DO $$\nBEGIN\n  PERFORM set_config('lockstep.public_people', 'users', true);\n  " + gone + "\nEND $$;"}) {
    CAPTURE(written);
    const TemporaryProject project;
    hold_back(project);
    const std::string name = "contracts/20260102000000_fewer.contract.sql";
    project.write(name, project.read(name) + "\n" + written + "\n");
    const std::string folder = (project.path() / "contracts").string();
    REQUIRE(run({"sh", "-c", "cd '" + folder + "' && sha256sum *.sql >lockstep.sum"}).exit == 0);
    const Ran ran = gen(project, renamed, "full", "1767398400");
    CHECK(ran.exit == 3);
    CHECK_MESSAGE(ran.err.find("promote them first with `lockstep contract --all`") != std::string::npos, ran.err);
    CHECK(held(project) == std::vector<std::string>{name});
  }
}

TEST_CASE("cli: where an open expansion is in the way of a change, gen names the two ways to go on") {
  const auto orders = [](const std::string& type, const std::string& more) {
    return "[tables.orders]\nprimary_key = [\"id\"]\n[tables.orders.columns]\nid = \"bigint\"\ntotal = \"" + type +
           "\"\n" + more;
  };
  const std::string index = "[tables.orders.indexes.orders_total]\ncolumns = [\"total\"]\n";
  // A statement that fails, and an index that the contract takes along.
  for (const auto& next : {std::pair{orders("integer", ""), 3}, std::pair{orders("bigint", index), 2}}) {
    const std::string& wanted = next.first;
    CAPTURE(wanted);
    const TemporaryProject project;
    REQUIRE(gen(project, orders("integer", ""), "first", "1767225600").exit == 0);
    REQUIRE(gen(project, orders("bigint", ""), "wider", "1767312000").exit == 0);
    const std::vector<std::string> files = project.files();
    const Ran ran = gen(project, wanted, "next", "1767398400");
    CHECK(ran.exit == next.second);
    CHECK_MESSAGE(ran.err.find("closes an expansion (public.orders.total -> public.orders.total_new)") !=
                      std::string::npos,
                  ran.err);
    CHECK(ran.err.find("`lockstep contract wider` when") != std::string::npos);
    CHECK(ran.err.find("`lockstep contract wider --abort`, then `lockstep gen`") != std::string::npos);
    CHECK(project.files() == files);
    REQUIRE(project.lockstep({"contract", "wider", "-q"}, "1767484800").exit == 0);
    const Ran again = project.lockstep({"gen", "next", "--allow", "all"}, "1767571200");
    CHECK_MESSAGE(again.exit == 0, again.err);
    CHECK(project.lockstep({"check", "-q"}).exit == 0);
  }
}
