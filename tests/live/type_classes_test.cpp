// The classes of type changes as measured on every major: what the server answers is what the catalogue of facts holds.
#include "diff/change.hpp"
#include "kinds/column.hpp"
#include "plan/measure_changes.hpp"
#include "support/plans.hpp"
#include "support/server.hpp"

#include <doctest/doctest.h>

namespace lockstep::test {

namespace {

struct Conversion {
  const char* from;
  const char* to;
  const Form& form;
  const char* using_ = ""; ///< where there is no cast by assignment
  const char* on_it = "";  ///< what stands on the column: "index", "partial", "check"
};

const Conversion conversions[] = {
    // Old values stay as they are.
    {"varchar(20)", "varchar(40)", column::set_type, "", "index"},
    {"varchar(20)", "varchar", column::set_type, "", "index"},
    {"varchar(20)", "text", column::set_type, "", "index"},
    {"text", "varchar", column::set_type, "", "index"},
    {"numeric(8,2)", "numeric(10,2)", column::set_type, "", "index"},
    {"numeric(8,2)", "numeric", column::set_type, "", "index"},
    {"timestamp(3)", "timestamp(6)", column::set_type, "", "index"},
    {"timestamptz(3)", "timestamptz", column::set_type, "", "index"},
    {"time(3)", "time", column::set_type, "", "index"},
    {"interval(3)", "interval", column::set_type, "", "index"},
    {"cidr", "inet", column::set_type, "", "index"},
    {"bit varying(4)", "bit varying(8)", column::set_type, "", "index"},
    {"timestamp", "timestamptz", column::set_type},
    {"integer", "oid", column::set_type},
    // A rule is read against every row, or an index is built again.
    {"varchar(20)", "varchar(40)", column::set_type_checking, "", "check"},
    {"varchar(20)", "varchar(40)", column::set_type_rebuilding, "", "partial"},
    {"timestamp", "timestamptz", column::set_type_rebuilding, "", "index"},
    {"timestamptz", "timestamp", column::set_type_rebuilding, "", "index"},
    {"integer", "oid", column::set_type_rebuilding, "", "index"},
    // Every row is written again.
    {"varchar(40)", "varchar(20)", column::set_type_rewriting},
    {"text", "varchar(20)", column::set_type_rewriting},
    {"char(10)", "char(20)", column::set_type_rewriting},
    {"char(10)", "text", column::set_type_rewriting},
    {"numeric(10,2)", "numeric(8,2)", column::set_type_rewriting},
    {"numeric(10,2)", "numeric(10,3)", column::set_type_rewriting},
    {"timestamp(6)", "timestamp(3)", column::set_type_rewriting},
    {"timestamp", "timestamptz(3)", column::set_type_rewriting},
    {"bit varying(8)", "bit varying(4)", column::set_type_rewriting},
    {"smallint", "integer", column::set_type_rewriting},
    {"integer", "bigint", column::set_type_rewriting},
    {"bigint", "integer", column::set_type_rewriting},
    {"integer", "numeric", column::set_type_rewriting},
    {"real", "double precision", column::set_type_rewriting},
    {"date", "timestamp", column::set_type_rewriting},
    {"timestamp", "date", column::set_type_rewriting},
    {"json", "jsonb", column::set_type_rewriting, "NAME::jsonb"},
    {"inet", "cidr", column::set_type_rewriting},
    {"uuid", "text", column::set_type_rewriting},
    {"text", "bytea", column::set_type_rewriting, "NAME::bytea"},
    {"varchar(20)[]", "varchar(40)[]", column::set_type_rewriting},
    {"mood", "text", column::set_type_rewriting},
    {"mood", "mood_too", column::set_type_rewriting, "NAME::text::mood_too"},
};

std::string name_of(std::size_t at) { return "c" + std::to_string(100 + at); }

std::string schema(bool after) {
  std::string columns;
  std::string parts;
  for (std::size_t at = 0; at < std::size(conversions); ++at) {
    const Conversion& one = conversions[at];
    const std::string name = name_of(at);
    std::string with = one.using_;
    if (const std::size_t mark = with.find("NAME"); mark != std::string::npos) with.replace(mark, 4, name);
    columns += name + " = { type = \"" + (after ? one.to : one.from) + "\"";
    columns += (after && !with.empty() ? ", using = \"" + with + "\"" : "") + " }\n";
    const std::string on_it = one.on_it;
    if (on_it == "index") parts += "[tables.t.indexes." + name + "_idx]\ncolumns = [\"" + name + "\"]\n";
    if (on_it == "partial")
      parts += "[tables.t.indexes." + name + "_idx]\ncolumns = [\"" + name + "\"]\nwhere = \"" + name + " <> ''\"\n";
    if (on_it == "check") parts += "[tables.t.checks." + name + "_ok]\nexpression = \"" + name + " <> ''\"\n";
  }
  return "[enums]\nmood = [\"good\"]\nmood_too = [\"good\"]\n[tables.t]\n[tables.t.columns]\n" + columns + parts;
}

/// The form of the one statement that changes the column's type.
const Form* verdict_on(const Verdicts& verdicts, const std::string& name) {
  for (const auto& [sql, form] : verdicts.forms)
    if (sql.find("ALTER COLUMN " + name + " TYPE") != std::string::npos) return form;
  return nullptr;
}

} // namespace

TEST_CASE("types: the class of each change is what the server shows, on every major") {
  for (const int major : majors) {
    const Realised from = realise_text(schema(false), major);
    const Realised to = realise_text(schema(true), major);
    const Verdicts verdicts =
        measure_changes(from.database, {}, from.state, to.state, diff_states(from.state, to.state));
    for (std::size_t at = 0; at < std::size(conversions); ++at) {
      const Conversion& one = conversions[at];
      const Form* form = verdict_on(verdicts, name_of(at));
      INFO("PostgreSQL " << major << ", " << one.from << " to " << one.to << " " << one.on_it);
      REQUIRE(form != nullptr);
      CHECK(form->code == one.form.code);
    }
  }
}

TEST_CASE("types: a domain, a collation and a view in the way are asked about too") {
  const std::string head = "[tables.t]\n[tables.t.columns]\nid = \"bigint\"\n";
  const auto class_of = [&](const std::string& before, const std::string& after, const std::string& rest) {
    const Realised from = realise_text(head + "c = " + before + "\n" + rest);
    const Realised to = realise_text(head + "c = " + after + "\n" + rest);
    const Verdicts verdicts =
        measure_changes(from.database, {}, from.state, to.state, diff_states(from.state, to.state));
    const Form* form = verdict_on(verdicts, "c");
    return form == nullptr ? std::string("none") : std::string(form->code);
  };
  const std::string index = "[tables.t.indexes]\nt_c_idx = [\"c\"]\n";
  const std::string view = "[views]\nv = \"select c from t\"\n";
  CHECK(class_of("\"text\"", "{ type = \"text\", collation = 'pg_catalog.\"C\"' }", "") == "set_type");
  CHECK(class_of("\"text\"", "{ type = \"text\", collation = 'pg_catalog.\"C\"' }", index) == "set_type_rebuilding");
  CHECK(class_of("\"varchar(20)\"", "\"varchar(40)\"", view) == "set_type");
  CHECK(class_of("\"integer\"", "\"bigint\"", view) == "set_type_rewriting");
}

} // namespace lockstep::test
