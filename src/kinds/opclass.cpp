// Operator classes and families have names per access method, and members.
#include "kinds/opclass.hpp"

namespace lockstep::opclass {

std::string method_of(const Id& id) { return id.name().substr(id.name().rfind(joiner) + joiner.size()); }

std::string bare_name(const Id& id) { return id.name().substr(0, id.name().rfind(joiner)); }

std::string name_sql(const Id& id) {
  return qualified(id.path.front(), bare_name(id)) + " USING " + quote_ident(method_of(id));
}

std::vector<std::string> members_sql(const std::vector<std::string>& operators,
                                     const std::vector<std::string>& functions) {
  std::vector<std::string> members;
  for (const std::string& one : operators) members.push_back("OPERATOR " + one);
  for (const std::string& one : functions) members.push_back("FUNCTION " + one);
  return members;
}

// "OPERATOR 1 public.<(a, b) FOR ORDER BY …" and "FUNCTION 1 (a, b) cmp(a, b)": kind, number, and the first
// parentheses.
std::string member_to_drop(const std::string& member) {
  const std::size_t number_end = member.find(' ', member.find(' ') + 1);
  const std::size_t open = member.find('(');
  bool quoted = false;
  std::size_t close = open;
  for (int depth = 0; close < member.size(); ++close) {
    if (member[close] == '"') quoted = !quoted;
    if (quoted) continue;
    if (member[close] == '(') ++depth;
    if (member[close] == ')' && --depth == 0) break;
  }
  return member.substr(0, number_end) + " " + member.substr(open, close - open + 1);
}

void push_rename(Steps& steps, const Form& form, const char* word, const Id& from, const Id& to) {
  const auto sql = [&](const Id& old_id, const Id& new_id) {
    return std::string("ALTER ") + word + " " + name_sql(old_id) + " RENAME TO " + quote_ident(bare_name(new_id));
  };
  steps.push_back(bare_step(form, to, sql(from, to), sql(to, from)));
}

} // namespace lockstep::opclass
