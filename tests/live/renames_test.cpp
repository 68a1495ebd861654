// What follows a rename: parts called after a column or a table get their new names by a rename too.
#include <lockstep/lockstep.hpp>

#include "base/text.hpp"
#include "support/folder.hpp"
#include "support/project.hpp"
#include "support/server.hpp"

#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

DiffResult way(const std::string& from, const std::string& to) {
  const TemporaryProject project;
  project.write("from.toml", from);
  project.write("to.toml", to);
  DiffOptions options;
  options.folder = project.path().string();
  options.shadow = server().create_database();
  options.from = "from.toml";
  options.to = "to.toml";
  options.allow = {"all"};
  const DiffResult result = diff(options);
  server().drop_database(options.shadow);
  return result;
}

std::string text_of(const DiffResult& result) {
  std::string text;
  for (const OutputFile& file : result.files) text += file.content;
  return text;
}

const std::string customers = "[tables.customers.columns]\nid = { type = \"bigint\", primary_key = true }\n";

} // namespace

TEST_CASE("renames: key, check and reference of a renamed column are renamed with it") {
  const auto orders = [](const std::string& column, const std::string& hint) {
    return customers + "[tables.orders.columns]\n" + column +
           " = { type = \"bigint\", unique = true, references = \"customers(id)\", check = \"" + column + " > 0\"" +
           hint + " }\n[tables.orders.indexes]\norders_" + column + "_idx = [\"" + column + " DESC\"]\n";
  };
  const DiffResult result = way(orders("buyer", ""), orders("customer", ", renamed_from = \"buyer\""));
  CHECK(result.changes == std::vector<std::string>{"> column public.orders.customer: renamed",
                                                   "> unique public.orders.orders_customer_key: renamed",
                                                   "> check public.orders.orders_customer_check: renamed",
                                                   "> foreign key public.orders.orders_customer_fkey: renamed",
                                                   "> index public.orders.orders_customer_idx: renamed"});
  const std::string text = text_of(result);
  CHECK(text.find("RENAME CONSTRAINT orders_buyer_key TO orders_customer_key;") != std::string::npos);
  CHECK(text.find("RENAME CONSTRAINT orders_buyer_check TO orders_customer_check;") != std::string::npos);
  CHECK(text.find("RENAME CONSTRAINT orders_buyer_fkey TO orders_customer_fkey;") != std::string::npos);
  CHECK(text.find("ALTER INDEX public.orders_buyer_idx RENAME TO orders_customer_idx;") != std::string::npos);
  for (const char* word : {"CREATE ", "DROP CONSTRAINT", "VALIDATE"}) CHECK(text.find(word) == std::string::npos);
}

TEST_CASE("renames: the keys of a renamed table follow it") {
  const auto table = [](const std::string& name, const std::string& hint) {
    return "[tables." + name + "]\n" + hint + "[tables." + name +
           ".columns]\nid = { type = \"bigint\", primary_key = true }\nmail = { type = \"text\", unique = true }\n";
  };
  const DiffResult result = way(table("people", ""), table("customers", "renamed_from = \"people\"\n"));
  CHECK(result.changes == std::vector<std::string>{"> table public.customers: renamed",
                                                   "> primary key public.customers.customers_pkey: renamed",
                                                   "> unique public.customers.customers_mail_key: renamed"});
  CHECK(text_of(result).find("INDEX") == std::string::npos);
}

TEST_CASE("renames: what differs in more than its name is built anew, and a taken name stays a drop and an add") {
  const auto orders = [](const std::string& parts) {
    return "[tables.orders.columns]\ntotal = \"integer\"\n[tables.orders.checks]\n" + parts;
  };
  const DiffResult other = way(orders("old_rule = \"total > 0\"\n"), orders("new_rule = \"total > 1\"\n"));
  CHECK(other.changes == std::vector<std::string>{"+ check public.orders.new_rule", "- check public.orders.old_rule"});
  const DiffResult swapped = way(orders("a_rule = \"total > 0\"\nb_rule = \"total > 1\"\n"),
                                 orders("b_rule = \"total > 0\"\nc_rule = \"total > 1\"\n"));
  // b_rule is there on both sides with another rule: only the new name can be a rename.
  CHECK(swapped.changes.size() == 3);
  CHECK_FALSE(swapped.files.empty());
}

TEST_CASE("renames: what moves to another schema is moved, and renamed on the way where both are said") {
  const auto objects = [](const std::string& schema, const std::string& view, const std::string& hint,
                          const std::string& view_hint) {
    const std::string type = schema.empty() ? "" : schema + ".";
    return "[tables.orders.columns]\nid = \"bigint\"\n" + (schema.empty() ? "" : "[schemas." + schema + "]\n") +
           "[enums.\"" + type + "status\"]\nvalues = [\"new\"]\n" + hint + "[sequences.\"" + type + "numbers\"]\n" +
           hint + "[functions.\"" + type +
           "one(bigint)\"]\nreturns = \"bigint\"\nlanguage = \"sql\"\nbody = \"SELECT $1\"\n" + hint + "[views.\"" +
           type + view + "\"]\nquery = \"SELECT id FROM orders\"\n" + view_hint;
  };
  const std::string hint = "moved_from = \"public\"\n";
  const DiffResult result = way(objects("", "all_orders", "", ""),
                                objects("sales", "orders", hint, hint + "renamed_from = \"all_orders\"\n"));
  CHECK(result.changes == std::vector<std::string>{"+ schema sales", "> enum sales.status: moved",
                                                   "> sequence sales.numbers: moved",
                                                   "> function sales.one(bigint): moved",
                                                   "> view sales.all_orders: moved", "> view sales.orders: renamed"});
  const std::string text = text_of(result);
  CHECK(text.find("ALTER TYPE public.status SET SCHEMA sales;") != std::string::npos);
  CHECK(text.find("DROP TYPE") == std::string::npos);
}

TEST_CASE("renames: an operator class takes the family along that came with it, also under an index") {
  const auto numbers = [](const std::string& schema, const std::string& name, const std::string& hints) {
    const std::string full = (schema.empty() ? "" : schema + ".") + name;
    return (schema.empty() ? "" : "[schemas." + schema + "]\n") +
           "[functions.\"cmp(bigint, bigint)\"]\nreturns = \"integer\"\nlanguage = \"sql\"\nvolatility = "
           "\"immutable\"\nbody = \"SELECT CASE WHEN $1 > $2 THEN -1 WHEN $1 < $2 THEN 1 ELSE 0 END\"\n"
           "[operator_classes.\"" +
           full +
           " using btree\"]\ntype = \"bigint\"\noperators = [\"1 >(bigint, bigint)\", \"2 >=(bigint, bigint)\", "
           "\"3 =(bigint, bigint)\", \"4 <=(bigint, bigint)\", \"5 <(bigint, bigint)\"]\n"
           "functions = [\"1 (bigint, bigint) cmp(bigint, bigint)\"]\n" +
           hints + "[tables.numbers.columns]\nnumber = \"bigint\"\n[tables.numbers.indexes]\ndown = [\"number " + full +
           "\"]\n";
  };
  const DiffResult moved = way(numbers("", "rev", ""), numbers("sorts", "rev", "moved_from = \"public\"\n"));
  CHECK(moved.changes == std::vector<std::string>{"+ schema sorts",
                                                  "> operator family sorts.\"rev using btree\": moved",
                                                  "> operator class sorts.\"rev using btree\": moved"});
  const DiffResult renamed = way(numbers("", "rev", ""), numbers("", "down", "renamed_from = \"rev\"\n"));
  CHECK(renamed.changes == std::vector<std::string>{"> operator family public.\"down using btree\": renamed",
                                                    "> operator class public.\"down using btree\": renamed"});
  const std::string text = text_of(moved) + text_of(renamed);
  for (const char* word : {"CREATE OPERATOR", "DROP OPERATOR", "INDEX"}) CHECK(text.find(word) == std::string::npos);
}

TEST_CASE("renames: a range takes its multirange along") {
  const auto booked = [](const std::string& name, const std::string& hint) {
    return "[ranges." + name + "]\nsubtype = \"date\"\n" + hint + "[tables.rooms.columns]\nfree = \"" + name +
           "\"\nbooked = \"" + name + "_multirange\"\n";
  };
  const DiffResult result = way(booked("period", ""), booked("span", "renamed_from = \"period\"\n"));
  CHECK(result.changes.size() == 1);
  const std::string text = text_of(result);
  CHECK(text.find("ALTER TYPE public.period_multirange RENAME TO span_multirange;") != std::string::npos);
  for (const char* word : {"CREATE ", "DROP "}) CHECK(text.find(word) == std::string::npos);
}
