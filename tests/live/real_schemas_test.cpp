// Schemas of real applications, which no one wrote for lockstep: out of Debian packages, fetched when the tests run.
// Each goes from its own script through a database into TOML and back, by realising and by a plan, and pg_dump has to
// see the same; real_schemas.ledger lists what may differ.
#include <lockstep/lockstep.hpp>

#include "base/files.hpp"
#include "base/text.hpp"
#include "emit/native.hpp"
#include "support/dump.hpp"
#include "support/folder.hpp"
#include "support/packages.hpp"
#include "support/paths.hpp"
#include "support/plans.hpp"
#include "support/process.hpp"
#include "support/project.hpp"
#include "support/server.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <set>

using namespace lockstep;
using namespace lockstep::test;

namespace fs = std::filesystem;

namespace {

using Lines = std::set<std::string>;

/// The ledger's lines of one case, without the reasons.
Lines ledger_of(const std::string& name) {
  Lines lines;
  for (const std::string& line : split(read_file(repository() / "tests/live/real_schemas.ledger"), '\n')) {
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> parts = split(line, '|');
    REQUIRE_MESSAGE(parts.size() == 3, "the ledger's lines are \"case | difference | reason\", this is not: " << line);
    REQUIRE_MESSAGE(!trim(parts[2]).empty(), "a reason is missing: " << line);
    if (trim(parts[0]) == name) lines.insert(std::string(trim(parts[1])));
  }
  return lines;
}

/// Types of pg_dump that no kind models, with the detector's word for them.
const std::map<std::string, std::string> not_modelled = {{"AGGREGATE", "aggregate"}, {"DOMAIN", "type"}};

/// Differences as the ledger spells them.
Lines spelled(const std::vector<DumpDifference>& differences) {
  Lines lines;
  for (const DumpDifference& difference : differences) {
    std::string line = difference.what + " " + difference.type;
    if (!not_modelled.contains(difference.type)) line += " " + difference.name;
    lines.insert(line);
  }
  return lines;
}

std::string text_of(const std::vector<DumpDifference>& differences) {
  std::string text;
  for (const DumpDifference& difference : differences)
    if (!not_modelled.contains(difference.type))
      text += difference.what + " " + difference.type + " " + difference.name + "\n" + difference.text + "\n";
  return text;
}

void expect_ledger(const std::string& name, const Lines& found, const std::string& details) {
  const Lines expected = ledger_of(name);
  for (const std::string& line : found)
    CHECK_MESSAGE(expected.contains(line), name << ": a difference that the ledger does not know: " << line << "\n"
                                                << details);
  for (const std::string& line : expected)
    CHECK_MESSAGE(found.contains(line), name << ": is no longer different, so take it out of the ledger: " << line);
}

/// What is missing for want of a kind was named by the detector, each one.
void expect_named(const std::vector<DumpDifference>& differences, const std::vector<std::string>& unknown) {
  for (const auto& entry : not_modelled) {
    const auto missing = std::count_if(differences.begin(), differences.end(), [&](const DumpDifference& difference) {
      return difference.type == entry.first && difference.what == "missing";
    });
    const auto named = std::count_if(unknown.begin(), unknown.end(),
                                     [&](const std::string& what) { return what.starts_with(entry.second + " "); });
    CHECK_MESSAGE(missing == named,
                  entry.first << ": " << missing << " missing, " << named << " named by the detector");
  }
}

/// Script → database → TOML → database; and an empty database → plan → files → database.
void round_trip(const std::string& name, const std::string& package, const std::vector<std::string>& files) {
  const auto script = script_of(package, files);
  if (!script) return;
  const Database original;
  run_psql(original.conninfo(), *script);
  const TemporaryProject folder;
  folder.write("lockstep.toml", "manage = [\"owners\", \"grants\"]\n");
  PullOptions options;
  options.folder = folder.path().string();
  options.shadow = server().create_database();
  options.source = original.conninfo();
  options.output = "-";
  const PullResult pulled = pull(options);

  const Realised realised = realise_text(pulled.schema.content);
  const Dump expected = dump_of(original.conninfo(), Owners::included);
  REQUIRE(expected.size() > 20);
  const auto differences = compare_dumps(expected, dump_of(realised.database, Owners::included));
  expect_ledger(name, spelled(differences), text_of(differences));
  expect_named(differences, pulled.unknown);

  const Database planned;
  for (const Migration& file : prove_between(realise_nothing(), realised).files)
    run_psql(planned.conninfo(), write_native(file));
  const auto by_plan =
      compare_dumps(dump_of(realised.database, Owners::included), dump_of(planned.conninfo(), Owners::included));
  CHECK_MESSAGE(by_plan.empty(), name << ": a plan makes something else than realising does:\n" << text_of(by_plan));
  server().drop_database(realised.database);
  server().drop_database(options.shadow);
}

/// Kea's script holds every version of its schema, each ended by noting its number.
std::vector<std::string> versions_of(const std::string& script) {
  std::vector<std::string> versions;
  for (std::size_t at = script.find("UPDATE schema_version"); at != std::string::npos;
       at = script.find("UPDATE schema_version", at + 1))
    versions.push_back(script.substr(0, script.find(';', at) + 1) + "\nCOMMIT;\n");
  return versions;
}

/// From one version to the next by a diff of two live databases; returns what differs afterwards.
std::vector<DumpDifference> upgrade(const std::string& old_version, const std::string& new_version) {
  const TemporaryFolder folder;
  const std::string upgraded = server().clone_database(old_version);
  DiffOptions options;
  options.folder = folder.path().string();
  options.shadow = server().create_database();
  options.from = old_version;
  options.to = new_version;
  options.allow = {"all"};
  options.renames = "none";
  for (const OutputFile& file : diff(options).files) run_psql(upgraded, file.content);
  auto differences = compare_dumps(dump_of(new_version), dump_of(upgraded));
  server().drop_database(upgraded);
  server().drop_database(options.shadow);
  return differences;
}

/// The SQL that one of Kea's own upgrade scripts gives to psql: a here-document of the shell, in which \\$ stands for
/// $.
std::string here_document(const std::string& shell_script) {
  constexpr std::string_view begin = "<<EOF\n";
  const std::size_t from = shell_script.find(begin);
  const std::size_t end = shell_script.find("\nEOF\n", from);
  REQUIRE(from != std::string::npos);
  REQUIRE(end != std::string::npos);
  const std::string sql = shell_script.substr(from + begin.size(), end - from - begin.size());
  return replace_all(sql, "\\$", "$") + "\n";
}

} // namespace

TEST_CASE("real schemas: Zabbix" * doctest::skip(!has_apt())) {
  round_trip("zabbix", "zabbix-server-pgsql", {"usr/share/zabbix-server-pgsql/schema.sql"});
}

TEST_CASE("real schemas: MediaWiki" * doctest::skip(!has_apt())) {
  const std::string folder = "usr/share/mediawiki/maintenance/postgres/";
  round_trip("mediawiki", "mediawiki", {folder + "tables-generated.sql", folder + "tables.sql"});
}

TEST_CASE("real schemas: ejabberd, in its old and its new form" * doctest::skip(!has_apt())) {
  round_trip("ejabberd", "ejabberd", {"usr/share/ejabberd/sql/pg.sql"});
  round_trip("ejabberd-new", "ejabberd", {"usr/share/ejabberd/sql/pg.new.sql"});
}

TEST_CASE("real schemas: PowerDNS" * doctest::skip(!has_apt())) {
  round_trip("powerdns", "pdns-backend-pgsql", {"usr/share/pdns-backend-pgsql/schema/schema.pgsql.sql"});
}

// freeradius-postgresql holds the driver, and this package the schema for it.
TEST_CASE("real schemas: FreeRADIUS" * doctest::skip(!has_apt())) {
  round_trip("freeradius", "freeradius-config", {"etc/freeradius/3.0/mods-config/sql/main/postgresql/schema.sql"});
}

TEST_CASE("real schemas: Icinga" * doctest::skip(!has_apt())) {
  round_trip("icinga", "icinga2-ido-pgsql", {"usr/share/icinga2-ido-pgsql/schema/pgsql.sql"});
}

TEST_CASE("real schemas: Kea" * doctest::skip(!has_apt())) {
  round_trip("kea", "kea-admin", {"usr/share/kea/scripts/pgsql/dhcpdb_create.pgsql"});
}

TEST_CASE("real schemas: Kea from each version to the next and back by a diff" * doctest::skip(!has_apt())) {
  const auto script = script_of("kea-admin", {"usr/share/kea/scripts/pgsql/dhcpdb_create.pgsql"});
  if (!script) return;
  std::vector<std::string> databases;
  for (const std::string& version : versions_of(*script)) {
    databases.push_back(fresh_database());
    run_psql(databases.back(), version);
  }
  const std::size_t last = databases.size() - 1;
  REQUIRE(last > 10);
  std::vector<std::pair<std::size_t, std::size_t>> ways = {{0, last}, {last, 0}};
  for (std::size_t i = 0; i < last; ++i) {
    ways.emplace_back(i, i + 1);
    ways.emplace_back(i + 1, i);
  }
  std::vector<DumpDifference> all;
  for (const auto& way : ways) {
    INFO("version number " << way.first << " to " << way.second);
    const auto differences = upgrade(databases[way.first], databases[way.second]);
    all.insert(all.end(), differences.begin(), differences.end());
  }
  expect_ledger("kea-upgrade", spelled(all), text_of(all));
}

TEST_CASE("real schemas: Kea's own upgrade scripts, and a diff to where each leads" * doctest::skip(!has_apt())) {
  const std::string folder = "usr/share/kea/scripts/pgsql/";
  const auto script = script_of("kea-admin", {folder + "dhcpdb_create.pgsql"});
  if (!script) return;
  std::vector<fs::path> upgrades;
  const std::string home(trim(shell("scripts/fetch-package kea-admin").out));
  for (const auto& entry : fs::directory_iterator(fs::path(home) / folder))
    if (entry.path().filename().string().starts_with("upgrade_")) upgrades.push_back(entry.path());
  std::sort(upgrades.begin(), upgrades.end());
  REQUIRE(upgrades.size() > 15);
  std::string before = fresh_database();
  run_psql(before,
           script->substr(0, script->find(';', script->find("INSERT INTO schema_version")) + 1) + "\nCOMMIT;\n");
  std::vector<DumpDifference> all;
  for (const fs::path& file : upgrades) {
    INFO(file.filename().string());
    const std::string after = server().clone_database(before);
    run_psql(after, here_document(read_file(file)));
    const auto differences = upgrade(before, after);
    all.insert(all.end(), differences.begin(), differences.end());
    server().drop_database(before);
    before = after;
  }
  expect_ledger("kea-scripts", spelled(all), text_of(all));
}
