// Names, functions and triggers that live only while an expansion is open.
#include "base/files.hpp"
#include "plan/recipes/expand.hpp"

namespace lockstep::expand {

std::string helper_name(const std::string& stem, std::string_view suffix) {
  std::string name = stem + "_" + std::string(suffix);
  if (name.size() <= max_identifier_bytes) return name;
  return derived_name(stem, sha256(stem).substr(0, 6) + "_" + std::string(suffix));
}

std::string indented(const std::string& text, std::size_t indent) {
  std::vector<std::string> lines = split(text, '\n');
  for (std::string& line : lines)
    if (!line.empty()) line.insert(0, indent, ' ');
  return join(lines, "\n");
}

std::string over_new_row(const Id& table, const std::string& expression) {
  return "(SELECT " + expression + " FROM (SELECT NEW.*) AS " + quote_ident(table.name()) + ")";
}

std::string trigger_name(const Helper& helper) { return helper_name("zzz", helper.name); }

namespace {

std::string function_sql(const Helper& helper) { return qualified(helper.subject.path.at(0), helper.name) + "()"; }

/// A body that holds "$$" needs another tag.
std::string in_dollars(const std::string& body) {
  std::string tag = "$$";
  for (int n = 1; body.find(tag) != std::string::npos; ++n) tag = "$body" + std::to_string(n) + "$";
  return tag + "\n" + body + "\n" + tag;
}

std::string search_path(const Helper& helper) {
  const std::string table_schema = helper.subject.path.at(0);
  std::vector<std::string> schemas{table_schema};
  if (!helper.home.empty() && helper.home != table_schema) schemas.insert(schemas.begin(), helper.home);
  return ident_list(schemas) + ", pg_temp";
}

} // namespace

void push_helper(Steps& steps, const Helper& helper, const std::string& note) {
  const std::string trigger = quote_ident(trigger_name(helper));
  const std::string table = table_sql(helper.subject);
  const std::string body = "BEGIN\n" + indented(helper.body, 2) + "\n  RETURN NEW;\nEND";
  Step function = make_step(create_function, helper.subject,
                            "CREATE FUNCTION " + function_sql(helper) +
                                " RETURNS trigger\nLANGUAGE plpgsql SET search_path = " + search_path(helper) + " AS " +
                                in_dollars(body),
                            "DROP FUNCTION " + function_sql(helper));
  function.note = note;
  Step on_table = make_step(create_trigger, helper.subject,
                            "CREATE TRIGGER " + trigger + " BEFORE INSERT OR UPDATE ON " + table + " FOR EACH ROW" +
                                (helper.when.empty() ? "" : " WHEN (" + helper.when + ")") + "\n  EXECUTE FUNCTION " +
                                function_sql(helper),
                            "DROP TRIGGER " + trigger + " ON " + table);
  function.unit = on_table.unit = 1;
  steps.push_back(function);
  steps.push_back(on_table);
}

void push_drop_helper(Steps& steps, const Helper& helper, Phase phase) {
  Step on_table = make_step(drop_trigger, helper.subject,
                            "DROP TRIGGER " + quote_ident(trigger_name(helper)) + " ON " + table_sql(helper.subject));
  Step function = make_step(drop_function, helper.subject, "DROP FUNCTION " + function_sql(helper));
  for (Step* step : {&on_table, &function}) {
    step->phase = phase;
    step->unit = 2;
    steps.push_back(*step);
  }
}

} // namespace lockstep::expand
