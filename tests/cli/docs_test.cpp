// The documentation is true: the README shows what the program prints, the reference is what its tables say.
#include "support/golden.hpp"
#include "support/paths.hpp"
#include "support/project.hpp"

#include <lockstep/lockstep.hpp>

#include "base/files.hpp"
#include "base/text.hpp"
#include "kinds/kinds.hpp"
#include "model/kind.hpp"

#include <cstdio>
#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace fs = std::filesystem;

namespace {

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const auto from = text.find(begin);
  REQUIRE_MESSAGE(from != std::string::npos, "no " << begin);
  const auto start = from + begin.size();
  return text.substr(start, text.find(end, start) - start);
}

std::string type_in_words(const Field& field) {
  if (!field.options.choices.empty()) {
    std::vector<std::string> words;
    for (const std::string_view choice : field.options.choices) words.push_back("`\"" + std::string(choice) + "\"`");
    return join(words, ", ");
  }
  switch (field.shape) {
  case Shape::boolean:
    return "boolean";
  case Shape::integer:
    return "integer";
  case Shape::text:
    return field.options.literal ? "literal or SQL" : "string";
  case Shape::list:
    return "array of strings";
  case Shape::settings:
    return "table of settings";
  case Shape::records:
    return "array of tables, one for each row";
  }
  return {};
}

std::string row(const std::string& key, const std::string& type, const std::string& meaning) {
  return "| `" + key + "` | " + type + " | " + replace_all(meaning, "|", "\\|") + " |\n";
}

std::string where_it_stands(const Kind& kind) {
  std::string section = std::string(kind.section) + ".NAME";
  for (const Kind* parent = kind.parent; parent != nullptr; parent = parent->parent)
    section = std::string(parent->section) + ".NAME." + section;
  return "`[" + section + "]`";
}

std::string meaning_of_hint(std::string_view hint) {
  if (hint == "moved_from") return "the old schema: the object is moved, not dropped and made anew";
  if (hint == "renamed_values")
    return "`\"gone = lost, 'a, b' = ab\"`: labels that get another name (RENAME VALUE); one with a comma in quotes";
  if (hint == "renamed_from") return "the old name: the object is renamed, not dropped and made anew";
  if (hint == "using") return "SQL that makes the new value of the old one when the type changes";
  if (hint == "backfill") return "SQL of a row’s other columns: rows that are there are filled with it, in batches";
  if (hint == "reverse_using") return "SQL that makes the old value of the new one, for the old application version";
  return "a hint";
}

std::string page_of(const Kind& kind) {
  std::string text = "## " + std::string(kind.title) + "\n" + std::string(kind.summary) + " " + where_it_stands(kind);
  if (!kind.short_form.empty()) text += "; the short form is its `" + std::string(kind.short_form) + "`";
  text += ".";
  if (!kind.manual.empty())
    text += " [PostgreSQL](https://www.postgresql.org/docs/current/" + std::string(kind.manual) + ")";
  text += "\n\n| key | value | |\n|---|---|---|\n";
  for (const Field& field : kind.fields) {
    if (field.options.hidden) continue;
    std::string meaning(field.summary);
    if (field.options.required) meaning += " (required)";
    if (field.options.since > 0) meaning += " (PostgreSQL " + std::to_string(field.options.since) + " and newer)";
    text += row(std::string(field.key), type_in_words(field), meaning);
  }
  for (const Sugar& sugar : kind.sugar) {
    std::string meaning = "declares a " + std::string(sugar.makes->title);
    for (std::size_t i = 0; i < sugar.along.size(); ++i)
      meaning += (i == 0 ? "; beside it: `" : ", `") + std::string(sugar.along[i]) + "`";
    text += row(std::string(sugar.key), "short form", meaning);
  }
  for (const std::string_view hint : kind.hints) text += row(std::string(hint), "hint", meaning_of_hint(hint));
  return text + "\n";
}

std::string help_of(const std::vector<std::string>& words) {
  const TemporaryProject project;
  const Ran ran = project.lockstep(words);
  CHECK(ran.exit == 0);
  return "```text\n" + ran.out.substr(ran.out.find_first_not_of('\n')) + "```\n";
}

} // namespace

TEST_CASE("cli: the README shows what gen prints") {
  const TemporaryProject project(repository() / "schema-examples" / "harbor-supply");
  const Ran ran = project.lockstep({"gen", "--dry-run"}, "1795420800");
  REQUIRE_MESSAGE(ran.exit == 0, ran.err);
  const std::string shown = between(read_file(repository() / "README.md"), "$ scripts/lockstep gen ", "```");
  CHECK(shown.starts_with("-C schema-examples/harbor-supply --dry-run\n"));
  std::size_t at = 0;
  for (std::string part : split(replace_all(shown.substr(shown.find('\n') + 1), "[…]\n", "\x01"), '\x01')) {
    const std::size_t found = ran.out.find(part, at);
    CHECK_MESSAGE(found != std::string::npos, "gen does not print, in this order:\n" << part);
    if (found != std::string::npos) at = found + part.size();
  }
  CHECK_MESSAGE(at == ran.out.size(), "gen prints more at the end than the README says");
}

TEST_CASE("cli: the reference of the schema language is current") {
  std::string text = "# The schema language\n\nMade from the tables that the program itself reads by. The shape of the "
                     "language is told in [getting started](../guide/getting-started.md).\n\n";
  for (const Kind* kind : all_kinds()) text += page_of(*kind);
  text.pop_back();
  expect_golden(repository() / "docs" / "reference" / "schema.md", text);
}

TEST_CASE("cli: the reference of the commands is current") {
  std::string text =
      "# Commands\n\nWhat `--help` says. Exit codes and sources stand in the [README](../../README.md).\n\n";
  text += help_of({"--help"});
  const std::string readme = read_file(repository() / "README.md");
  for (const char* command : {"init",   "pull", "import", "gen",     "contract",   "check",  "lint", "trace",
                              "drift",  "diff", "export", "report",  "apply",      "status", "fmt",  "verify",
                              "squash", "dev",  "doctor", "explain", "completion", "lsp",    "man",  "json-schema"}) {
    CHECK_MESSAGE((readme.find("`" + std::string(command) + "`") != std::string::npos ||
                   readme.find("`" + std::string(command) + " ") != std::string::npos),
                  "the README's table has no " << command);
    text += "\n## " + std::string(command) + "\n" + help_of({command, "--help"});
  }
  expect_golden(repository() / "docs" / "reference" / "commands.md", text);
}

TEST_CASE("cli: the manual page knows every command and option, and roff takes it") {
  const TemporaryProject project;
  const Ran ran = project.lockstep({"man"});
  REQUIRE(ran.exit == 0);
  for (const char* part :
       {".SS lockstep gen\n", "\\fB\\-\\-dry\\-run\\fR", ".SS lockstep json\\-schema\n", ".SH EXIT STATUS"})
    CHECK_MESSAGE(ran.out.find(part) != std::string::npos, part);
  if (run({"sh", "-c", "command -v groff"}).exit != 0) {
    std::printf("SKIPPED: no groff on this machine\n");
    return;
  }
  project.write("lockstep.1", ran.out);
  const Ran read = run({"groff", "-man", "-ww", "-Tutf8", "-z", (project.path() / "lockstep.1").string()});
  CHECK_MESSAGE(read.exit == 0, read.err);
  CHECK(read.err.empty());
}

TEST_CASE("cli: the reference of hazards and safe ways is current") {
  std::string text =
      "# Hazards and safe ways\n\nWhat `lockstep explain` says. How they are accepted and avoided is told in "
      "[hazards and --allow](../guide/hazards.md).\n";
  const auto part = [&](const char* title, const std::string& words) {
    text += std::string("\n") + title + words + "\n";
  };
  bool hazards = true;
  text += "\n## Hazards\n";
  for (const Explanation& one : explain("")) {
    if (one.code.starts_with("LR")) continue; // has a page of its own
    if (hazards && one.name.empty()) text += "\n## Safe ways\n";
    hazards = !one.name.empty();
    text += "\n### " + one.code + (one.name.empty() ? "" : " " + one.name) + "\n" + one.title + ".\n";
    part("", one.what);
    part("Why it matters: ", one.why);
    part("Lock: ", one.lock);
    part("The safe way: ", one.way);
    part("Not so:\n\n```sql\n", one.bad + "\n```");
    part("But so:\n\n```sql\n", one.good + "\n```");
  }
  expect_golden(repository() / "docs" / "reference" / "hazards.md", text);
}

TEST_CASE("cli: links between the documents lead somewhere") {
  std::vector<fs::path> pages{repository() / "README.md"};
  for (const char* folder : {"docs", "schema-examples"})
    for (const auto& entry : fs::recursive_directory_iterator(repository() / folder))
      if (entry.path().extension() == ".md") pages.push_back(entry.path());
  for (const fs::path& page : pages) {
    const std::string text = read_file(page);
    for (std::size_t at = text.find("]("); at != std::string::npos; at = text.find("](", at + 2)) {
      const std::string target = text.substr(at + 2, text.find(')', at) - at - 2);
      if (target.starts_with("http")) continue;
      CHECK_MESSAGE(fs::exists(page.parent_path() / target), page.string() << " links to " << target);
    }
  }
}
