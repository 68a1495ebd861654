// Names, functions and triggers that live only while an expansion is open.
#include "base/files.hpp"
#include "kinds/column.hpp"
#include "kinds/kinds.hpp"
#include "plan/recipes/expand.hpp"

#include <algorithm>
#include <array>

namespace lockstep::expand {

std::string helper_name(const std::string& stem, std::string_view suffix) {
  std::string name = stem + "_" + std::string(suffix);
  if (name.size() <= max_identifier_bytes) return name;
  return derived_name(stem, sha256(stem).substr(0, 6) + "_" + std::string(suffix));
}

std::string numbered_name(const std::string& stem, const std::string& suffix, int number) {
  return helper_name(stem, number == 1 ? suffix : suffix + std::to_string(number));
}

bool is_helper_taken(const State& state, const Id& helper) {
  if (helper.kind == "function")
    return std::any_of(all_kinds().begin(), all_kinds().end(), [&](const Kind* kind) {
      return kind->has_signature && state.find({kind->name, helper.path}) != nullptr;
    });
  if (helper.kind == "trigger") return state.find(helper) != nullptr;
  return std::any_of(state.objects().begin(), state.objects().end(), [&](const auto& entry) {
    return entry.second.kind->is_relation && entry.first.path.front() == helper.path.front() &&
           entry.first.name() == helper.name();
  });
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

/// Types whose values are equal only when they are the same.
bool is_exact(const Column& column) {
  constexpr std::array<std::string_view, 13> types{"smallint",
                                                   "integer",
                                                   "bigint",
                                                   "boolean",
                                                   "uuid",
                                                   "date",
                                                   "text",
                                                   "character varying",
                                                   "bytea",
                                                   "oid",
                                                   "inet",
                                                   "time without time zone",
                                                   "timestamp with time zone"};
  const std::string_view plain = std::string_view(column.type).substr(0, column.type.find('('));
  return column.collation.empty() && std::find(types.begin(), types.end(), plain) != types.end();
}

std::string function_sql(const Helper& helper) { return qualified(helper.subject.path.at(0), helper.name) + "()"; }

std::string sequence_sql(const Id& table, const std::string& helper) {
  return qualified(table.path.at(0), helper_name(helper, "seen"));
}

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

bool is_ruled_domain(const State& state, const std::string& type) {
  const Object* domain = state.find({"domain", parse_name(type)});
  if (domain == nullptr || domain->kind == nullptr) return false;
  const auto said = [&](std::string_view field) { return find_field(*domain->kind, field)->get(domain->body.get()); };
  return said("not_null") == Value(true) || !state.children(domain->id, "domain_check").empty() ||
         is_ruled_domain(state, to_text(said("type")));
}

std::string differs(const std::string& one, const std::string& other, const Column& column) {
  if (is_exact(column)) return one + " IS DISTINCT FROM " + other;
  // An expression for a type with a length has none itself, and rows of two types can not be compared.
  // 1.0 and 1.00 are equal, and json has no "=" at all: the bytes decide.
  const bool needs_length = column.type.starts_with("character") || column.type.starts_with("bit");
  return "record_image_ne(ROW(" + one + "), ROW(" + (needs_length ? "(" + other + ")::" + column.type : other) + "))";
}

std::string tally_sql(const Id& table, const std::string& helper) {
  return "PERFORM setval(" + quote_literal(sequence_sql(table, helper)) +
         ", extract(epoch FROM clock_timestamp())::bigint);";
}

void push_helper(Steps& steps, const Helper& helper, const std::string& note) {
  const std::string trigger = quote_ident(trigger_name(helper));
  const std::string table = table_sql(helper.subject);
  const std::string body = "BEGIN\n" + indented(helper.body, 2) + "\n  RETURN NEW;\nEND";
  Step function = make_step(create_function, helper.subject,
                            "CREATE FUNCTION " + function_sql(helper) + " RETURNS trigger\nLANGUAGE plpgsql" +
                                (helper.tallies ? " SECURITY DEFINER" : "") +
                                " SET search_path = " + search_path(helper) + " AS " + in_dollars(body),
                            "DROP FUNCTION " + function_sql(helper));
  function.note = note;
  Step on_table = make_step(create_trigger, helper.subject,
                            "CREATE TRIGGER " + trigger + " BEFORE INSERT OR UPDATE ON " + table + " FOR EACH ROW" +
                                (helper.when.empty() ? "" : " WHEN (" + helper.when + ")") + "\n  EXECUTE FUNCTION " +
                                function_sql(helper),
                            "DROP TRIGGER " + trigger + " ON " + table);
  Steps all{function, on_table};
  if (helper.tallies) {
    const std::string sequence = sequence_sql(helper.subject, helper.name);
    Step tally = make_step(create_tally, helper.subject, "CREATE SEQUENCE " + sequence, "DROP SEQUENCE " + sequence);
    tally.note = note + "\nThe sequence holds the second in which the old version wrote last.";
    all.front().note.clear();
    all.insert(all.begin(), tally);
    all.insert(all.end() - 1, make_step(close_function, helper.subject,
                                        "REVOKE ALL ON FUNCTION " + function_sql(helper) + " FROM PUBLIC",
                                        "GRANT EXECUTE ON FUNCTION " + function_sql(helper) + " TO PUBLIC"));
  }
  for (Step& step : all) {
    step.unit = 1;
    steps.push_back(std::move(step));
  }
}

void push_drop_helper(Steps& steps, const Helper& helper, Phase phase) {
  Step on_table = make_step(drop_trigger, helper.subject,
                            "DROP TRIGGER " + quote_ident(trigger_name(helper)) + " ON " + table_sql(helper.subject));
  Step function = make_step(drop_function, helper.subject, "DROP FUNCTION " + function_sql(helper));
  Steps all{on_table, function};
  if (helper.tallies)
    all.push_back(make_step(drop_tally, helper.subject, "DROP SEQUENCE " + sequence_sql(helper.subject, helper.name)));
  for (Step& step : all) {
    step.phase = phase;
    step.unit = 2;
    steps.push_back(std::move(step));
  }
}

} // namespace lockstep::expand
