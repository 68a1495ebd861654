// Privileges as sets. https://www.postgresql.org/docs/current/ddl-priv.html
#include "kinds/rights.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace lockstep {

namespace {

using Names = std::vector<std::string>;

/// Every privilege there is for such an object, in PostgreSQL's own order.
Names all_privileges(std::string_view on, int server_major) {
  static const std::map<std::string_view, Names> known = {
      {"TABLE", {"SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"}},
      {"SEQUENCE", {"SELECT", "UPDATE", "USAGE"}},
      {"FUNCTION", {"EXECUTE"}},
      {"PROCEDURE", {"EXECUTE"}},
      {"SCHEMA", {"USAGE", "CREATE"}},
  };
  const auto found = known.find(on);
  if (found == known.end()) return {"USAGE"};
  Names names = found->second;
  if (on == "TABLE" && server_major >= 17) names.emplace_back("MAINTAIN");
  return names;
}

Names public_privileges(const RightsOf& object) {
  if (object.on == "FUNCTION" || object.on == "PROCEDURE") return {"EXECUTE"};
  if (object.on == "TYPE" || object.on == "LANGUAGE") return {"USAGE"};
  if (!object.is_public_schema) return {};
  constexpr int narrowed = 15;
  return object.server_major >= narrowed ? Names{"USAGE"} : Names{"USAGE", "CREATE"};
}

/// The parts between commas that stand in no parentheses.
Names items_of(const std::string& text) {
  Names items(1);
  int depth = 0;
  bool quoted = false;
  for (const char c : text) {
    quoted = quoted != (c == '"');
    if (!quoted && (c == '(' || c == ')')) depth += c == '(' ? 1 : -1;
    if (c == ',' && depth == 0 && !quoted)
      items.emplace_back();
    else
      items.back() += c;
  }
  for (std::string& item : items) item = std::string(trim(item));
  std::erase(items, "");
  return items;
}

/// "select (a, b) with grant option"
void add_item(const RightsOf& object, std::string item, Rights& rights) {
  constexpr std::string_view with_option = "with grant option";
  const bool option = lower(item).ends_with(with_option);
  if (option) item = std::string(trim(item.substr(0, item.size() - with_option.size())));
  const std::size_t open = std::min(item.find('('), item.size());
  const std::string word = upper(std::string(trim(item.substr(0, open))));
  Names columns{""};
  if (open < item.size()) {
    columns.clear();
    for (const std::string& column : items_of(item.substr(open + 1, item.rfind(')') - open - 1)))
      columns.push_back(join(parse_name(column), "."));
  }
  Names privileges{word};
  if (word == "ALL" || word == "ALL PRIVILEGES")
    privileges = open < item.size() ? Names{"SELECT", "INSERT", "UPDATE", "REFERENCES"}
                                    : all_privileges(object.on, object.server_major);
  for (const std::string& privilege : privileges)
    for (const std::string& column : columns) rights[{privilege, column}] = option;
}

Rights rights_from(const Names& privileges) {
  Rights rights;
  for (const std::string& privilege : privileges) rights[{privilege, ""}] = false;
  return rights;
}

std::string role_sql(const std::string& role) { return role == "public" ? "PUBLIC" : quote_ident(role); }

/// The privileges of one role in PostgreSQL's order, ALL where they are every one.
std::string privileges_text(const Rights& rights, const RightsOf& object, bool is_whole) {
  Names order = all_privileges(object.on, object.server_major);
  Names words;
  for (const auto& [right, option] : rights)
    if (std::find(order.begin(), order.end(), right.privilege) == order.end()) order.push_back(right.privilege);
  for (const std::string& privilege : order)
    if (rights.contains({privilege, ""})) words.push_back(privilege);
  if (is_whole && words.size() > 1) words = {"ALL"};
  for (const std::string& privilege : order) {
    Names columns;
    for (const auto& [right, option] : rights)
      if (right.privilege == privilege && !right.column.empty()) columns.push_back(quote_ident(right.column));
    if (!columns.empty()) words.push_back(privilege + " (" + join(columns, ", ") + ")");
  }
  return join(words, ", ");
}

} // namespace

Grants RightsOf::parse(const Settings& said) const {
  Grants grants;
  if (!owner.empty()) grants[owner] = rights_from(all_privileges(on, server_major));
  if (const Names usual = public_privileges(*this); !usual.empty()) grants["public"] = rights_from(usual);
  for (const std::string& entry : said.list) {
    const std::size_t equals = entry.find('=');
    const std::string name = entry.substr(0, equals);
    Rights& rights = grants[lower(name) == "public" ? "public" : name];
    rights.clear();
    for (const std::string& item : items_of(entry.substr(equals + 1))) add_item(*this, item, rights);
  }
  return grants;
}

Difference compare(const Grants& before, const Grants& after) {
  static const Rights none;
  const auto of = [](const Grants& grants, const std::string& role) -> const Rights& {
    const auto found = grants.find(role);
    return found == grants.end() ? none : found->second;
  };
  Difference difference;
  for (const auto& [role, rights] : after)
    for (const auto& [right, option] : rights) {
      const Rights& had = of(before, role);
      const auto old = had.find(right);
      if (old == had.end() || (option && !old->second)) difference.gained[role][right] = option;
    }
  for (const auto& [role, rights] : before)
    for (const auto& [right, option] : rights) {
      const Rights& has = of(after, role);
      const auto kept = has.find(right);
      if (kept == has.end()) difference.lost[role][right] = option;
      if (kept != has.end() && option && !kept->second) difference.lost_option[role][right] = true;
    }
  return difference;
}

Grants taken_along(const Grants& lost, const Grants& wanted) {
  Grants along;
  for (const auto& [role, rights] : wanted)
    for (const auto& [right, option] : rights) {
      const auto gone = lost.find(role);
      if (!right.column.empty() && gone != lost.end() && gone->second.contains({right.privilege, ""}))
        along[role][right] = option;
    }
  return along;
}

std::vector<std::string> whole_items(const Rights& rights, std::string_view on, int server_major) {
  const Names order = all_privileges(on, server_major);
  Names items;
  std::size_t options = 0;
  for (const std::string& privilege : order) {
    const auto right = rights.find({privilege, ""});
    if (right == rights.end()) continue;
    options += right->second ? 1 : 0;
    items.push_back(lower(privilege) + (right->second ? " with grant option" : ""));
  }
  if (items.size() < order.size() || order.size() < 2 || (options > 0 && options < order.size())) return items;
  return {options > 0 ? "all with grant option" : "all"};
}

std::vector<Clause> clauses_of(const Grants& grants, const RightsOf& object) {
  const Names every = all_privileges(object.on, object.server_major);
  const auto has_every = [&](const Rights& rights) {
    return std::all_of(every.begin(), every.end(), [&](const std::string& privilege) {
      return rights.contains({privilege, ""});
    });
  };
  std::vector<Clause> clauses;
  for (const auto& [role, rights] : grants)
    for (const bool option : {false, true}) {
      Rights said = rights;
      std::erase_if(said, [&](const auto& right) { return right.second != option; });
      if (said.empty()) continue;
      const std::string text = privileges_text(said, object, has_every(said));
      const auto same = std::find_if(clauses.begin(), clauses.end(), [&](const Clause& clause) {
        return clause.privileges == text && clause.option == option;
      });
      Clause& clause = same != clauses.end() ? *same : clauses.emplace_back(Clause{text, "", option, {}});
      clause.roles += (clause.roles.empty() ? "" : ", ") + role_sql(role);
      clause.grants[role] = said;
    }
  return clauses;
}

} // namespace lockstep
