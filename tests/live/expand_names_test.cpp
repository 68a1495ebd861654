// Expansions of things whose names have 63 bytes, and differ in the last one alone: what is made beside them has free
// names that PostgreSQL does not cut.
#include "emit/native.hpp"
#include "live/apply_bench.hpp"
#include "plan/hazard.hpp"
#include "support/plans.hpp"
#include "support/server.hpp"

#include <doctest/doctest.h>

namespace lockstep::test {

namespace {

/// 63 bytes, the last of which is the letter. The names of the primary keys of capital ones differ, too.
std::string name(char letter) {
  if (letter >= 'a') return "orders_" + std::string(55, 'x') + letter;
  const char small = static_cast<char>(letter - 'A' + 'a');
  return small + std::string("rders_") + std::string(55, 'x') + small;
}

std::string table(char letter, const std::string& hints, const std::string& columns) {
  return "[tables." + name(letter) + "]\nprimary_key = [\"id\"]\n" + hints + "[tables." + name(letter) +
         ".columns]\nid = \"bigint\"\n" + columns;
}

std::string column(char letter, const std::string& rest) { return name(letter) + " = { " + rest + " }\n"; }

struct Case {
  const char* what;
  std::string from;
  std::string to;
};

std::string indexes(char of, const std::string& on) {
  return "[tables." + name(of) + ".indexes]\n" + name('i') + " = [\"" + on + "\"]\n" + name('j') + " = [\"" + on +
         "\", \"id\"]\n";
}

std::vector<Case> cases() {
  const std::string text = "type = \"text\"";
  const std::string two = column('a', text) + column('b', text);
  const std::string part =
      "[tables." + name('p') + "]\npartition_of = \"" + name('t') + "\"\nvalues = \"with (modulus 1, remainder 0)\"\n";
  return {
      {"renamed columns", table('t', "", two),
       table('t', "",
             column('c', text + ", renamed_from = \"" + name('a') + "\"") +
                 column('d', text + ", renamed_from = \"" + name('b') + "\""))},
      {"retyped columns", table('t', "", two) + indexes('t', name('a')),
       table('t', "",
             column('a', "type = \"integer\", using = \"length(" + name('a') + ")\"") +
                 column('b', "type = \"integer\", using = \"length(" + name('b') + ")\"")) +
           indexes('t', name('a'))},
      {"a split", table('t', "", column('a', text)),
       table('t', "",
             column('c', text + ", backfill = \"left(" + name('a') + ", 1)\", reverse_using = \"" + name('c') + " || " +
                             name('d') + "\"") +
                 column('d', text + ", backfill = \"substr(" + name('a') + ", 2)\""))},
      {"a merge", table('t', "", two),
       table('t', "",
             column('c', text + ", using = \"" + name('a') + " || " + name('b') + "\", reverse_using = \"" + name('a') +
                             " = left(" + name('c') + ", 1), " + name('b') + " = substr(" + name('c') + ", 2)\""))},
      {"required columns", table('t', "", ""),
       table('t', "",
             column('a', text + ", not_null = true, backfill = \"id::text\"") +
                 column('b', text + ", not_null = true, backfill = \"id::text\""))},
      {"enums without a label",
       "[enums]\n" + name('e') + " = [\"x\", \"y\"]\n" + name('f') + " = [\"x\", \"y\"]\n" +
           table('t', "", column('a', "type = \"" + name('e') + "\"") + column('b', "type = \"" + name('f') + "\"")),
       "[enums]\n" + name('e') + " = [\"x\"]\n" + name('f') + " = [\"x\"]\n" +
           table('t', "", column('a', "type = \"" + name('e') + "\"") + column('b', "type = \"" + name('f') + "\""))},
      {"renamed tables", table('t', "", two) + table('U', "", two),
       table('V', "renamed_from = \"" + name('t') + "\"\n", two) +
           table('W', "renamed_from = \"" + name('U') + "\"\n", two)},
      {"columns that move to another table", table('t', "", two),
       table('t', "", "") + "[tables." + name('M') + "]\nprimary_key = [\"id\"]\n[tables." + name('M') +
           ".columns]\nid = { type = \"bigint\", references = \"" + name('t') + "(id)\", on_delete = \"cascade\" }\n" +
           column('c', text + ", moved_from = \"" + name('t') + "." + name('a') + "\"") +
           column('d', text + ", moved_from = \"" + name('t') + "." + name('b') + "\"")},
      {"partitioned tables", table('t', "", two) + indexes('t', name('a')) + table('U', "", two),
       table('t', "partition_by = \"hash (id)\"\n", two) + indexes('t', name('a')) +
           table('U', "partition_by = \"hash (id)\"\n", two) + part + "[tables." + name('q') + "]\npartition_of = \"" +
           name('U') + "\"\nvalues = \"with (modulus 1, remainder 0)\"\n"},
  };
}

} // namespace

TEST_CASE("expand: names of 63 bytes that differ in the last one") {
  for (const int major : {14, 18})
    for (const Case& one : cases()) {
      CAPTURE(major);
      CAPTURE(one.what);
      const Realised from = realise_text(one.from, major);
      const ProvenPlan proven = prove_between(from, realise_text(one.to, major), major);
      CHECK(refusals_of(proven.plan, {}).empty());
      CHECK_FALSE(proven.plan.open.empty());
      Connection connection(from.database);
      std::string cut;
      connection.on_notice([&](const std::string& notice) {
        if (notice.find("will be truncated") != std::string::npos) cut = notice;
      });
      for (const Migration& file : proven.files)
        for (const MigrationUnit& unit : file.units) {
          const bool together = unit.statements.size() > 1;
          if (together) connection.exec("BEGIN");
          for (const std::string& statement : unit.statements) connection.exec(statement);
          if (together) connection.exec("COMMIT");
        }
      CHECK(cut == "");
    }
}

TEST_CASE("expand: indexes call the columns of a swap by the names that those have in the end") {
  const auto schema = [](const std::string& type) {
    return "[tables.orders]\nprimary_key = [\"id\"]\n[tables.orders.columns]\nid = \"" + type + "\"\n\"A b\" = \"" +
           type +
           "\"\n[tables.orders.unique]\ntwo = { columns = [\"A b\", \"id\"] }\n[tables.orders.indexes]\n"
           "down = [\"id DESC\", \"(id + 1)\"]\nbehind = { columns = ['\"A b\" DESC'], include = [\"id\"], "
           "where = \"id > 3\" }\n"
           "[tables.days]\npartition_by = \"list (day)\"\n[tables.days.columns]\nday = \"date\"\nsize = \"" +
           type +
           "\"\n[tables.days.indexes]\nsizes = [\"size\"]\n"
           "[tables.days_rest]\npartition_of = \"days\"\nvalues = \"default\"\n";
  };
  for (const int major : {14, 15, 16, 17, 18}) {
    CAPTURE(major);
    const Realised from = realise_text(schema("integer"), major);
    const Realised to = realise_text(schema("bigint"), major);
    const std::vector<Migration> files = prove_between(from, to, major).files;
    const char* names = "SELECT string_agg(CASE WHEN c.relispartition THEN 'part' ELSE c.relname END || ':' || "
                        "a.attname, ', ' ORDER BY c.relname COLLATE \"C\", "
                        "a.attnum) FROM pg_attribute a JOIN pg_class c ON c.oid = "
                        "a.attrelid WHERE c.relkind IN ('i', 'I') AND c.oid >= 16384 AND c.relnamespace = "
                        "'public'::regnamespace";
    Connection connection(from.database);
    Connection wanted(to.database);
    CHECK(files.back().phase == "contract");
    for (const Migration& file : files) replay_file(connection, make_file(native_file_name(file), write_native(file)));
    const std::string reached = query(connection, names)[0][0];
    CHECK(reached == query(wanted, names)[0][0]);
    CHECK(reached.find("down:id") != std::string::npos);
  }
}

} // namespace lockstep::test
