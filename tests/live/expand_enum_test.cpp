// Enums that lose a label and get another order, with writers at work, on every major.
#include "plan/hazard.hpp"
#include "support/plans.hpp"
#include "support/server.hpp"
#include "support/story.hpp"

#include <doctest/doctest.h>

namespace lockstep::test {

namespace {

std::string schema(const std::string& labels, const std::string& hint) {
  return "[enums]\nlevel = [" + labels +
         "]\n[tables.orders]\nprimary_key = [\"id\"]\n[tables.orders.columns]\nid = \"bigint\"\nlevel = { type = "
         "\"level\", not_null = true, default = \"'5'\", check = \"level <> 'forbidden'\"" +
         hint +
         " }\n[tables.orders.indexes]\nby_level = { columns = [\"level\"], where = \"level <> '9'\" }\n"
         "[tables.notes.columns]\nid = \"bigint\"\nlevels = \"level[]\"\n"
         "[views.seen]\nquery = \"SELECT id, level FROM orders WHERE level <> '3'\"\n";
}

Story rebuilt() {
  Story story;
  story.from = schema(R"("9", "8", "7", "6", "5", "4", "3", "2", "1", "0", "none", "forbidden")", "");
  story.to = schema(R"("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "ten", "forbidden")",
                    R"(, using = "CASE level WHEN 'none' THEN '0' ELSE level::text END")");
  story.rows = "INSERT INTO orders SELECT k, (k % 10)::text::level FROM generate_series(1, 20000) k;"
               "INSERT INTO notes SELECT k, ARRAY[k % 10, 3]::text[]::level[] FROM generate_series(1, 1000) k";
  const std::string value = "CASE {v} WHEN 0 THEN 'none' ELSE '{v}' END::level";
  story.before = {"INSERT INTO orders (id, level) VALUES ({k}, " + value + ")",
                  "UPDATE orders SET level = " + value + " WHERE id = {k}", "DELETE FROM orders WHERE id = {k}"};
  story.after = {"INSERT INTO orders (id, level) VALUES ({k}, '{v}')",
                 "UPDATE orders SET level = '{v}'::level WHERE id = {k}", "DELETE FROM orders WHERE id = {k}"};
  story.read_before = "SELECT id, CASE level::text WHEN 'none' THEN 0 ELSE level::text::integer END FROM orders";
  story.read_after = story.read_before;
  story.read_contracted = "SELECT id, level::text::integer FROM orders";
  return story;
}

constexpr const char* all_labels = R"("9", "8", "7", "6", "5", "4", "3", "2", "1", "0", "gone")";
constexpr const char* labels_left = R"("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")";

Story of_arrays() {
  const auto schema = [](const std::string& labels) {
    return "[enums]\nlevel = [" + labels +
           "]\n[tables.orders]\nprimary_key = [\"id\"]\n[tables.orders.columns]\nid = \"bigint\"\nlevels = { type = "
           "\"level[]\", not_null = true, default = \"'{5,NULL}'\", check = \"cardinality(levels) = 2\" }\n"
           "[tables.orders.indexes]\nby_any = { columns = [\"levels\"], method = \"gin\" }\n"
           "by_first = { columns = [\"(levels[1])\"], where = \"levels[1] <> '9'\" }\n"
           "[views.seen]\nquery = \"SELECT id, levels FROM orders WHERE '3' = ANY (levels)\"\n"
           "[materialized_views.each]\nquery = \"SELECT id, unnest(levels) AS level FROM orders\"\n";
  };
  Story story;
  story.from = schema(all_labels);
  story.to = schema(labels_left);
  story.rows = "INSERT INTO orders SELECT k, ARRAY[(k % 10)::text, NULL]::level[] FROM generate_series(1, 20000) k";
  story.before = {"INSERT INTO orders (id, levels) VALUES ({k}, '{{v},NULL}')",
                  "UPDATE orders SET levels[1] = '{v}' WHERE id = {k}", "DELETE FROM orders WHERE id = {k}"};
  story.after = story.before;
  story.read_before = "SELECT id, levels[1]::text::integer FROM orders WHERE levels[2] IS NULL";
  story.read_after = story.read_before;
  return story;
}

Story under_functions() {
  const auto schema = [](const std::string& labels) {
    return "[enums]\nlevel = [" + labels + "]\n" + R"toml(
[functions."lowest()"]
returns = "level"
language = "sql"
volatility = "immutable"
sql_body = "RETURN '0'::level"
[functions."is_known(level)"]
returns = "boolean"
language = "sql"
volatility = "immutable"
sql_body = "RETURN $1 IS NOT NULL AND lowest() IS NOT NULL"
[functions."number_of(level)"]
returns = "integer"
language = "sql"
volatility = "immutable"
body = "SELECT $1::text::integer"
[functions."usual()"]
returns = "level"
language = "plpgsql"
body = "DECLARE found level := '5'; BEGIN RETURN found; END"
[functions."read(text)"]
returns = "level"
language = "plpgsql"
body = "DECLARE found orders.level%TYPE; BEGIN found := $1; RETURN found; END"
[functions."same(text)"]
returns = "text"
language = "plpgsql"
body = "DECLARE found level; BEGIN found := $1; RETURN found; END"
[functions."keep()"]
returns = "trigger"
language = "plpgsql"
body = "DECLARE found level; BEGIN found := NEW.level; NEW.level := found; RETURN NEW; END"
[procedures."put(bigint, level)"]
language = "plpgsql"
body = "BEGIN UPDATE orders SET level = $2 WHERE id = $1; END"
[tables.orders]
primary_key = ["id"]
row_security = true
[tables.orders.columns]
id = "bigint"
level = { type = "level", not_null = true, default = "usual()", check = "is_known(level)" }
[tables.orders.indexes]
by_number = { columns = ["number_of(level)"] }
[tables.orders.policies.known]
using = "number_of(level) >= 0"
[tables.orders.triggers.keep]
when = "before insert or update"
execute = "keep()"
[views.numbers]
query = "SELECT id, number_of(level) AS number, usual() AS usual FROM orders"
[views.usual]
query = "SELECT usual() AS level"
)toml";
  };
  Story story;
  story.from = schema(all_labels);
  story.to = schema(labels_left);
  story.rows = "INSERT INTO orders SELECT k, (k % 10)::text::level FROM generate_series(1, 20000) k";
  // Literals of unknown type, and values that compiled bodies hold in sessions that live through the contract.
  story.before = {"INSERT INTO orders (id, level) VALUES ({k}, same('{v}')::level)", "CALL put({k}, '{v}')",
                  "DELETE FROM orders WHERE id = {k} AND is_known('3')"};
  story.after = story.before;
  // A call that waits for the contract with a value of the old type fails, and this one is not repeated.
  story.after.update = "UPDATE orders SET level = read('{v}') WHERE id = {k}";
  story.read_before = "SELECT id, number_of(level) FROM orders";
  story.read_after = story.read_before;
  return story;
}

Story in_other_types() {
  const auto schema = [](const std::string& labels) {
    return "[enums]\nlevel = [" + labels + "]\n" + R"toml(
[domains.rank]
type = "level"
default = "'5'"
[domains.deep]
type = "rank"
[types.mark]
attributes = ["level level", "at date", "others level[]"]
[types.note]
attributes = ["mark mark", "said text"]
[functions."number_of(mark)"]
returns = "integer"
language = "sql"
volatility = "immutable"
body = "SELECT ($1).level::text::integer"
[functions."rank_of(text)"]
returns = "\"rank\""
language = "plpgsql"
body = "DECLARE found orders.rank%TYPE; BEGIN found := $1; RETURN found; END"
[tables.orders]
primary_key = ["id"]
[tables.orders.columns]
id = "bigint"
rank = { type = "\"rank\"", not_null = true }
deep = "deep"
ranks = "\"rank\"[]"
mark = { type = "mark", not_null = true, check = "(mark).at IS NULL OR (mark).level IS NOT NULL" }
marks = "mark[]"
note = "note"
[tables.orders.indexes]
by_number = { columns = ["number_of(mark)"] }
by_level = { columns = ["((mark).level)"] }
[views.numbers]
query = "SELECT id, rank, number_of(mark) AS number FROM orders"
)toml";
  };
  Story story;
  story.from = schema(all_labels);
  story.to = schema(labels_left);
  story.rows = "INSERT INTO orders SELECT k, v, v, ARRAY[v, NULL]::rank[], m, ARRAY[m, NULL], ROW(m, NULL)::note "
               "FROM generate_series(1, 20000) k, LATERAL (SELECT (k % 10)::text::level AS v) "
               "one, LATERAL (SELECT ROW(v, NULL, ARRAY[v])::mark AS m) two";
  const std::string mark = "'({v},,{{v}})'";
  story.before = {
      "INSERT INTO orders (id, rank, deep, ranks, mark, marks, note) VALUES ({k}, '{v}', '{v}', '{{v},NULL}', " + mark +
          ", ARRAY['({v},,{{v}})', NULL]::mark[], ROW(" + mark + ", NULL))",
      "UPDATE orders SET rank = rank_of('{v}'), deep = '{v}', ranks[1] = '{v}', mark.level = '{v}', "
      "mark.others = '{{v}}', marks[1].level = '{v}', note.mark.level = '{v}' WHERE id = {k}",
      "DELETE FROM orders WHERE id = {k}"};
  story.after = story.before;
  story.read_before = "SELECT id, rank::text::integer FROM orders WHERE rank::text = deep::text AND rank::text = "
                      "ranks[1]::text AND ranks[2] IS NULL AND rank::text = (mark).level::text AND rank::text = "
                      "(mark).others[1]::text AND rank::text = (marks[1]).level::text AND rank::text = "
                      "((note).mark).level::text AND (mark).at IS NULL AND marks[2] IS NULL";
  story.read_after = story.read_before;
  return story;
}

} // namespace

TEST_CASE("expand: an enum loses a label and gets another order") {
  for (const int major : majors) play(rebuilt(), major);
}

TEST_CASE("expand: a new enum beside an old one is taken back") {
  for (const int major : {14, 18}) play_abort(rebuilt(), major);
}

TEST_CASE("expand: what is left of a new enum beside an old one is the contract") {
  for (const int major : {14, 18}) expect_contract_left(rebuilt(), major);
}

TEST_CASE("expand: an enum under arrays with a default, a check and two indexes loses a label") {
  for (const int major : {14, 18}) play(of_arrays(), major);
  play_abort(of_arrays(), 18);
  expect_contract_left(of_arrays(), 14);
}

TEST_CASE("expand: an enum under functions, in a check, an index, a default, a policy and a trigger, loses a label") {
  for (const int major : {14, 18}) play(under_functions(), major);
  for (const int major : {14, 18}) play_abort(under_functions(), major);
  for (const int major : {14, 18}) expect_contract_left(under_functions(), major);
}

TEST_CASE("expand: an enum in domains and composite types that columns have loses a label") {
  for (const int major : {14, 18}) play(in_other_types(), major);
  for (const int major : {14, 18}) play_abort(in_other_types(), major);
  for (const int major : {14, 18}) expect_contract_left(in_other_types(), major);
}

TEST_CASE("expand: what is in the way of a new enum beside an old one is named") {
  const std::pair<const char*, const char*> cases[] = {
      {"[tables.orders.columns.short]\ntype = \"boolean\"\ngenerated = \"level = '3'\"\n",
       "column public.orders.short is generated from it"},
      {"[tables.notes.columns.name]\ntype = \"text\"\ncheck = \"name::level <> '3'\"\n",
       "check public.notes.notes_name_check names it beside the columns that have it"},
      {"[functions.\"is_high(level)\"]\nreturns = \"boolean\"\nlanguage = \"sql\"\nvolatility = \"immutable\"\n"
       "body = \"SELECT $1 = '9'::level\"\n[tables.orders.indexes.high]\ncolumns = [\"is_high(level)\"]\n",
       "its body names enum public.level"},
      {"[domains.rank]\ntype = \"level\"\nnot_null = true\n[tables.notes.columns.of]\ntype = \"\\\"rank\\\"\"\n",
       "column public.notes.of is of a domain with rules of its own"},
      {"[ranges.span]\nsubtype = \"level\"\n[tables.notes.columns.of]\ntype = \"span\"\n",
       "range type public.span is made of it"}};
  for (const auto& [more, named] : cases) {
    const Realised from = realise_text(schema("\"9\", \"5\", \"3\", \"forbidden\"", "") + more);
    const Realised to = realise_text(schema("\"5\", \"9\", \"3\", \"forbidden\"", "") + more);
    const std::vector<Refusal> refusals = refusals_of(prove_between(from, to).plan, {"all"});
    REQUIRE(refusals.size() == 1);
    INFO(refusals.front().reason);
    CHECK(refusals.front().reason.find("PostgreSQL can not remove or reorder labels of a type") != std::string::npos);
    CHECK(refusals.front().reason.find(named) != std::string::npos);
  }
}

} // namespace lockstep::test
