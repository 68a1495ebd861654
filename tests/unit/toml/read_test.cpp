// What the reader makes of a schema: objects, default names, hints, places.
#include "base/files.hpp"
#include "model/kind.hpp"
#include "support/folder.hpp"
#include "toml/schema.hpp"

#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

using List = std::vector<std::string>;

State read(const std::string& text) {
  Declared declared = read_schema_text(text, "schema.toml");
  REQUIRE_MESSAGE(declared.diagnostics.list().empty(), declared.diagnostics.text());
  return declared.state;
}

const Object& get(const State& state, std::string_view kind, List path) {
  const Object* object = state.find({kind, std::move(path)});
  REQUIRE(object != nullptr);
  return *object;
}

Value value(const Object& object, std::string_view key) {
  const Field* field = find_field(*object.kind, key);
  REQUIRE(field != nullptr);
  return field->get(object.body.get());
}

constexpr auto nothing = Value();

} // namespace

TEST_CASE("toml: short and long form say the same") {
  const State brief =
      read("[tables.t.columns]\na = \"text\"\n[tables.t.indexes]\ni = [\"a\"]\n[enums]\ne = [\"x\", \"y\"]\n");
  const State full = read("[tables.t.columns.a]\ntype = \"text\"\n[tables.t.indexes.i]\ncolumns = [\"a\"]\n"
                          "[enums.e]\nvalues = [\"x\", \"y\"]\n");
  CHECK(brief.hash() == full.hash());
  CHECK(value(get(brief, "column", {"public", "t", "a"}), "type") == Value("text"));
}

TEST_CASE("toml: names belong to the default schema of their file unless they name one") {
  const State state = read("schema = \"billing\"\n[tables.invoices]\n[tables.\"public.orders\"]\n"
                           "[tables.'audit.\"odd.name\"']\n[enums]\n\"Weird Case\" = [\"a\"]\n");
  CHECK(get(state, "table", {"billing", "invoices"}).home == "billing");
  CHECK(get(state, "table", {"public", "orders"}).home == "billing");
  CHECK(get(state, "table", {"audit", "odd.name"}).places.whole().line == 4);
  get(state, "enum", {"billing", "Weird Case"});
}

TEST_CASE("toml: columns keep the order of the file") {
  const State state = read("[tables.t.columns]\nz = \"int\"\na = { type = \"int\" }\nm.type = \"int\"\n"
                           "[tables.t.columns.b]\ntype = \"int\"\n");
  int position = 0;
  for (const char* name : {"z", "a", "m", "b"})
    CHECK(value(get(state, "column", {"public", "t", name}), "position") == Value(std::int64_t{++position}));
}

TEST_CASE("toml: literals in a default become SQL, strings are SQL already") {
  const State state = read(R"toml([tables.t.columns]
a = { type = "int", default = 1_000 }
b = { type = "bool", default = true }
c = { type = "numeric", default = 1.50 }
d = { type = "date", default = 2020-02-29 }
e = { type = "timestamptz", default = 1979-05-27T07:32:00Z }
f = { type = "text", default = "'pending'" }
g = { type = "time", default = 07:30:00 }
h = { type = "float8", default = -inf }
i = { type = "int", default = 0xff }
)toml");
  const std::map<std::string, std::string> expected = {{"a", "1000"},
                                                       {"b", "true"},
                                                       {"c", "1.50"},
                                                       {"d", "'2020-02-29'"},
                                                       {"e", "'1979-05-27 07:32:00Z'"},
                                                       {"f", "'pending'"},
                                                       {"g", "'07:30:00'"},
                                                       {"h", "'-Infinity'"},
                                                       {"i", "255"}};
  for (const auto& [name, sql] : expected)
    CHECK(value(get(state, "column", {"public", "t", name}), "default") == Value(sql));
}

TEST_CASE("toml: sugar on a column makes the objects that PostgreSQL would name") {
  const State state = read(R"toml([tables.orders.columns]
id = { type = "bigint", primary_key = true }
code = { type = "text", unique = true, nulls_not_distinct = true, check = "code <> ''" }
customer_id = { type = "bigint", references = "customers(id)", on_delete = "cascade" }
plain = { type = "int", unique = false }
)toml");
  CHECK(value(get(state, "primary_key", {"public", "orders", "orders_pkey"}), "columns") == Value(List{"id"}));
  const Object& unique = get(state, "unique", {"public", "orders", "orders_code_key"});
  CHECK(value(unique, "columns") == Value(List{"code"}));
  CHECK(value(unique, "nulls_not_distinct") == Value(true));
  CHECK(value(get(state, "check", {"public", "orders", "orders_code_check"}), "expression") == Value("code <> ''"));
  const Object& reference = get(state, "foreign_key", {"public", "orders", "orders_customer_id_fkey"});
  CHECK(value(reference, "columns") == Value(List{"customer_id"}));
  CHECK(value(reference, "references") == Value("customers(id)"));
  CHECK(value(reference, "on_delete") == Value("cascade"));
  CHECK(reference.places.whole().line == 4);
  CHECK(reference.places.at("on_delete").column == 64);
  CHECK(state.find({"unique", {"public", "orders", "orders_plain_key"}}) == nullptr);
}

TEST_CASE("toml: the primary key of a table in its three forms") {
  const State by_table = read("[tables.t]\nprimary_key = [\"a\", \"b\"]\n");
  const State by_section = read("[tables.t.primary_key]\ncolumns = [\"a\", \"b\"]\n");
  CHECK(by_table.hash() == by_section.hash());
  const State named =
      read("[tables.t]\nprimary_key = { name = \"pk\", columns = [\"a\"], deferrable = \"initially deferred\" }\n");
  const Object& key = get(named, "primary_key", {"public", "t", "pk"});
  CHECK(value(key, "deferrable") == Value("initially deferred"));
  const State along = read("[tables.t]\nprimary_key = [\"a\"]\ndeferrable = \"initially deferred\"\n");
  CHECK(value(get(along, "primary_key", {"public", "t", "t_pkey"}), "deferrable") == Value("initially deferred"));
}

TEST_CASE("toml: settings keep the order of the file where PostgreSQL keeps one, which is no difference") {
  const State state =
      read("[tables.t]\nwith = { fillfactor = 70, autovacuum_enabled = false, toast.autovacuum_enabled = "
           "true, \"toast.x\" = 0.5 }\n[text_search_configurations.c]\nparser = \"default\"\n"
           "mappings = { word = \"simple\", asciiword = \"simple\" }\n");
  const Value with = value(get(state, "table", {"public", "t"}), "with");
  CHECK(to_text(with) == "fillfactor=70, autovacuum_enabled=false, toast.autovacuum_enabled=true, toast.x=0.5");
  CHECK(with ==
        Value(Settings{{"autovacuum_enabled=false", "fillfactor=70", "toast.autovacuum_enabled=true", "toast.x=0.5"}}));
  CHECK(with != Value(Settings{{"fillfactor=70"}}));
  CHECK(to_text(value(get(state, "text_search_configuration", {"public", "c"}), "mappings")) ==
        "asciiword=simple, word=simple");
}

TEST_CASE("toml: hints and places are kept beside the object") {
  const State state = read("[tables.t.columns]\na = { type = \"text\", renamed_from = \"b\", backfill = \"b\" }\n");
  const Object& column = get(state, "column", {"public", "t", "a"});
  CHECK(column.hints == Hints{{"backfill", "b"}, {"renamed_from", "b"}});
  CHECK(column.places.whole().text() == "schema.toml:2:1");
  CHECK(column.places.at("type").column == 7);
  CHECK(column.places.at("backfill").column == 42);
  CHECK(value(column, "default") == nothing);
}

TEST_CASE("toml: a list of names declares objects that have nothing else to say") {
  const State state =
      read("schemas = [\"billing\", \"audit\"]\nextensions = [\"citext\"]\nsequences = [\"billing.s\"]\n");
  get(state, "schema", {"audit"});
  get(state, "extension", {"citext"});
  CHECK(get(state, "sequence", {"billing", "s"}).places.whole().text() == "schema.toml:3:14");
}

TEST_CASE("toml: a folder is one schema, each file with its own default schema") {
  const TemporaryFolder folder;
  write_files({{folder / "b.toml", "[tables.t.columns]\nid = \"int\"\n"},
               {folder / "a/billing.toml", "schema = \"billing\"\n[tables.t.columns]\nid = \"int\"\n"},
               {folder / "lockstep.toml", "this is = no schema"},
               {folder / ".git/x.toml", "nor = this"},
               {folder / "empty.toml", ""}});
  const Declared declared = read_schema(folder.path());
  CHECK(declared.diagnostics.list().empty());
  CHECK(declared.files ==
        std::vector<std::filesystem::path>{folder / "a/billing.toml", folder / "b.toml", folder / "empty.toml"});
  get(declared.state, "table", {"billing", "t"});
  get(declared.state, "table", {"public", "t"});
  CHECK(declared.state.objects().size() == 4);
}
