// Every kind whose objects PostgreSQL can rename or move to another schema is renamed and moved in place.
#include <lockstep/lockstep.hpp>

#include "base/text.hpp"
#include "kinds/kinds.hpp"
#include "support/project.hpp"
#include "support/server.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <map>

using namespace lockstep;
using namespace lockstep::test;

namespace {

using ByKind = std::map<std::string, std::string>;

// What the objects stand on, the same before and after.
constexpr const char* ground = R"toml(
[functions."note_ddl()"]
returns = "event_trigger"
language = "plpgsql"
body = "BEGIN END"
[functions."touch()"]
returns = "trigger"
language = "plpgsql"
body = "BEGIN RETURN NEW; END"
[functions."same(bigint, bigint)"]
returns = "boolean"
language = "sql"
volatility = "immutable"
body = "SELECT $1 = $2"
[tables.ground.columns]
id = { type = "bigint", not_null = true }
n = { type = "bigint", not_null = true }
[views.look]
query = "SELECT id, n FROM ground"
[materialized_views.sums]
query = "SELECT sum(n) AS total FROM ground"
[domains.stem]
type = "text"
[operator_families."stem using hash"]
[tables.keyed.columns]
id = { type = "bigint", unique = true }
[foreign_data_wrappers.far]
[servers.far]
wrapper = "far"
[foreign_tables.far]
server = "far"
)toml";

// % is the name; where an object has a key of its own line, | is where its hint stands, inline in {} else.
const ByKind renamed = {
    {"role", "[roles.%]\n|"},
    {"schema", "[schemas.%]\n|"},
    {"collation", "[collations.%]\n|provider = \"libc\"\nlocale = \"C\"\n"},
    {"enum", "[enums.%]\n|values = [\"a\"]\n"},
    {"domain", "[domains.%]\n|type = \"text\"\n"},
    {"domain_check", "[domains.stem.checks]\n% = { expression = \"VALUE <> ''\"| }\n"},
    {"composite_type", "[types.%]\n|attributes = [\"a integer\"]\n"},
    {"range_type", "[ranges.%]\n|subtype = \"date\"\n"},
    {"sequence", "[sequences.%]\n|"},
    {"language", "[languages.%]\n|handler = \"plpgsql_call_handler\"\n"},
    {"function", "[functions.\"%(bigint)\"]\n|returns = \"bigint\"\nlanguage = \"sql\"\nbody = \"SELECT $1\"\n"},
    {"procedure", "[procedures.\"%()\"]\n|language = \"sql\"\nbody = \"SELECT 1\"\n"},
    {"aggregate", "[aggregates.\"%(integer)\"]\n|sfunc = \"int4pl\"\nstype = \"integer\"\n"},
    {"operator_family", "[operator_families.\"% using btree\"]\n|"},
    {"operator_class", "[operator_classes.\"% using hash\"]\n|type = \"bigint\"\nfamily = \"public.stem\"\noperators = "
                       "[\"1 =(bigint, bigint)\"]\n"},
    {"conversion", "[conversions.%]\n|from = \"LATIN1\"\nto = \"UTF8\"\nfunction = \"iso8859_1_to_utf8\"\n"},
    {"text_search_parser", "[text_search_parsers.%]\n|start = \"prsd_start\"\ngettoken = \"prsd_nexttoken\"\nend = "
                           "\"prsd_end\"\nlextypes = \"prsd_lextype\"\n"},
    {"text_search_template", "[text_search_templates.%]\n|lexize = \"dsimple_lexize\"\n"},
    {"text_search_dictionary", "[text_search_dictionaries.%]\n|template = \"simple\"\n"},
    {"text_search_configuration", "[text_search_configurations.%]\n|parser = \"default\"\n"},
    {"foreign_data_wrapper", "[foreign_data_wrappers.%]\n|"},
    {"server", "[servers.%]\n|wrapper = \"far\"\n"},
    {"foreign_table", "[foreign_tables.%]\n|server = \"far\"\n"},
    {"foreign_column", "[foreign_tables.far.columns]\n% = { type = \"text\"| }\n"},
    {"foreign_check", "[foreign_tables.far.checks.%]\n|expression = \"true\"\n"},
    {"table", "[tables.%]\n|[tables.%.columns]\nid = \"bigint\"\n"},
    {"column", "[tables.one.columns]\n% = { type = \"bigint\"| }\n"},
    {"primary_key",
     "[tables.two]\nprimary_key = { name = \"%\", columns = [\"id\"]| }\n[tables.two.columns]\nid = \"bigint\"\n"},
    {"unique", "[tables.ground.unique.%]\n|columns = [\"n\"]\n"},
    {"check", "[tables.ground.checks.%]\n|expression = \"n > 0\"\n"},
    {"exclusion", "[tables.ground.exclusions.%]\n|method = \"gist\"\nelements = [\"int8range(n, n + 10) WITH &&\"]\n"},
    {"foreign_key", "[tables.ground.foreign_keys.%]\n|columns = [\"n\"]\nreferences = \"keyed(id)\"\n"},
    {"index", "[tables.ground.indexes.%]\n|columns = [\"n\"]\n"},
    {"statistics", "[tables.ground.statistics.%]\n|columns = [\"n\", \"id\"]\n"},
    {"view", "[views.%]\n|query = \"SELECT 1 AS one\"\n"},
    {"materialized_view", "[materialized_views.%]\n|query = \"SELECT 1 AS one\"\n"},
    {"materialized_view_index", "[materialized_views.sums.indexes.%]\n|columns = [\"total\"]\n"},
    {"trigger", "[tables.ground.triggers.%]\n|when = \"before insert\"\nfor_each = \"row\"\nexecute = \"touch()\"\n"},
    {"view_trigger",
     "[views.look.triggers.%]\n|when = \"instead of insert\"\nfor_each = \"row\"\nexecute = \"touch()\"\n"},
    {"policy", "[tables.ground.policies.%]\n|using = \"n > 0\"\n"},
    {"rule", "[tables.ground.rules.%]\n|on = \"delete\"\ndo = \"INSTEAD NOTHING\"\n"},
    {"view_rule", "[views.look.rules.%]\n|on = \"delete\"\ndo = \"INSTEAD NOTHING\"\n"},
    {"publication", "[publications.%]\n|"},
    {"subscription", "[subscriptions.%]\n|connection = \"host=nowhere\"\npublications = [\"a\"]\n"},
    {"event_trigger", "[event_triggers.%]\n|on = \"sql_drop\"\nexecute = \"note_ddl()\"\n"},
};

const ByKind without_rename = {
    {"extension", "PostgreSQL has no RENAME"},
    {"default_privileges", "have no name: they follow the role and the schema"},
    {"sql", "only its author knows"},
    {"operator", "PostgreSQL has no RENAME"},
    {"cast", "has no name: its types are it"},
    {"transform", "has no name: its type and language are it"},
    {"user_mapping", "has no name: it follows the role and the server"},
    {"security_label", "has no name: it follows the provider and the object"},
    {"rows", "have no name: they follow the table"},
};

const ByKind without_move = {
    {"extension", "moves by its field `schema`"},
    {"sql", "only its author knows"},
    {"statistics", "stand below their table in a schema file"},
    {"rows", "have no schema of their own"},
};

std::string stated(const std::string& text, const std::string& name, const std::string& hint) {
  const bool in_line = text.find('{') != std::string::npos;
  return replace_all(replace_all(text, "%", name), "|", hint.empty() ? "" : in_line ? ", " + hint : hint + "\n") + "\n";
}

DiffResult way(const std::string& from, const std::string& to) {
  const TemporaryProject project;
  project.write("lockstep.toml", "manage = [\"roles\"]\n");
  project.write("from.toml", ground + from);
  project.write("to.toml", ground + to);
  DiffOptions options;
  options.folder = project.path().string();
  options.shadow = server().create_database();
  options.from = "from.toml";
  options.to = "to.toml";
  options.allow = {"all"};
  DiffResult result;
  try {
    result = diff(options);
  } catch (const SchemaError& error) {
    FAIL(error.diagnostics.text());
  }
  server().drop_database(options.shadow);
  return result;
}

} // namespace

TEST_CASE("renames: every kind that PostgreSQL can rename is renamed in place") {
  std::string from;
  std::string to;
  std::vector<std::string> expected;
  for (const Kind* kind : all_kinds()) {
    const std::string name(kind->name);
    CAPTURE(name);
    CHECK((renamed.contains(name) != without_rename.contains(name)));
    CHECK((kind->rename != nullptr) == renamed.contains(name));
    if (!renamed.contains(name)) continue;
    from += stated(renamed.at(name), "old_" + name, "");
    to += stated(renamed.at(name), "new_" + name, "renamed_from = \"old_" + name + "\"");
    expected.push_back("new_" + name);
  }
  const DiffResult result = way(from, to);
  CHECK(result.changes.size() == expected.size());
  for (const std::string& change : result.changes) {
    CAPTURE(change);
    CHECK(change.starts_with("> "));
    CHECK(change.ends_with(": renamed"));
    const auto found = std::find_if(expected.begin(), expected.end(), [&](const std::string& name) {
      const std::size_t at = change.find(name);
      return at != std::string::npos && std::string(" :(").find(change[at + name.size()]) != std::string::npos;
    });
    REQUIRE(found != expected.end());
    expected.erase(found);
  }
  CHECK(join(expected, ", ").empty());
}

TEST_CASE("renames: every kind that PostgreSQL can move to another schema is moved in place") {
  std::string from = "[schemas.away]\n";
  std::string to = from;
  std::size_t moved = 0;
  const std::string operators = "[operators.\"%(bigint, bigint)\"]\n|function = \"same\"\n";
  for (const Kind* kind : all_kinds()) {
    if (kind->scope != Scope::schema && kind->name != std::string_view("extension") &&
        kind->name != std::string_view("statistics"))
      continue;
    const std::string name(kind->name);
    CAPTURE(name);
    const auto& hints = kind->hints;
    const bool moves = std::find(hints.begin(), hints.end(), "moved_from") != hints.end();
    CHECK(moves != without_move.contains(name));
    if (!moves) continue;
    const std::string text = kind->name == std::string_view("operator") ? operators : renamed.at(name);
    const std::string object = kind->name == std::string_view("operator") ? "===" : "one_" + name;
    from += stated(text, object, "");
    const bool is_quoted = text.find("\"%") != std::string::npos;
    to += stated(is_quoted ? replace_all(text, "\"%", "\"away.%") : replace_all(text, ".%", ".\"away.%\""), object,
                 "moved_from = \"public\"");
    ++moved;
  }
  const DiffResult result = way(from, to);
  CAPTURE(join(result.changes, "\n"));
  CHECK(result.changes.size() == moved);
  for (const std::string& change : result.changes) {
    CHECK(change.starts_with("> "));
    CHECK(change.ends_with(": moved"));
  }
}
