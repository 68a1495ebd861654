// The SQL of functions and procedures.
#include "kinds/function_sql.hpp"

#include "base/files.hpp"
#include "kinds/function.hpp"
#include "kinds/view.hpp"

#include <algorithm>

namespace lockstep::function {

namespace {

/// A pair of dollar quotes that the text does not hold.
std::string dollar_quoted(const std::string& text) {
  std::string tag = "$$";
  for (int n = 0; text.find(tag) != std::string::npos || text.ends_with('$'); ++n) {
    tag = n == 0 ? "$function$" : "$function" + std::to_string(n) + "$";
    if (text.find(tag) == std::string::npos) break;
  }
  return tag + text + tag;
}

// Lists of names keep their commas; PostgreSQL stores them quoted as they have to be.
constexpr std::string_view list_settings[] = {"local_preload_libraries", "search_path", "session_preload_libraries",
                                              "shared_preload_libraries", "temp_tablespaces"};

std::string set_clause(const std::string& setting) {
  const auto equals = setting.find('=');
  const std::string key = setting.substr(0, equals);
  const std::string value = setting.substr(equals + 1);
  const bool is_list = std::find(std::begin(list_settings), std::end(list_settings), key) != std::end(list_settings);
  if (value.empty() || value == "\"\"") return "SET " + key + " = ''"; // as a name it would be a syntax error
  return "SET " + key + " = " + (is_list ? value : quote_literal(value));
}

std::string key_of(const std::string& setting) { return setting.substr(0, setting.find('=')); }

void add_attributes(const Function& function, std::vector<std::string>& words) {
  if (function.window) words.emplace_back("WINDOW");
  if (!function.volatility.empty()) words.push_back(upper(function.volatility));
  if (function.strict) words.emplace_back("STRICT");
  if (function.security_definer) words.emplace_back("SECURITY DEFINER");
  if (function.leakproof) words.emplace_back("LEAKPROOF");
  if (!function.parallel.empty()) words.push_back("PARALLEL " + upper(function.parallel));
  if (!function.cost.empty()) words.push_back("COST " + function.cost);
  if (!function.rows.empty()) words.push_back("ROWS " + function.rows);
  if (!function.support.empty()) words.push_back("SUPPORT " + function.support);
}

std::string definition(const Function& function) {
  if (!function.sql_body.empty()) return std::string(trim(function.sql_body));
  if (!function.library.empty()) {
    const std::string symbol = function.body.empty() ? "" : ", " + quote_literal(function.body);
    return "AS " + quote_literal(function.library) + symbol;
  }
  return "AS " + dollar_quoted(function.body);
}

std::string word_of(const Id& id) {
  return id.kind == "procedure" ? "PROCEDURE " : id.kind == "aggregate" ? "ROUTINE " : "FUNCTION ";
}

std::string keeper(const Id& id) {
  return quote_literal("lockstep.function_" + sha256(id.path.front() + "." + id.name()).substr(0, 16));
}

} // namespace

Signature signature_of(const Id& id) {
  const std::string& text = id.name();
  bool quoted = false;
  std::size_t at = 0;
  while (at < text.size() && (quoted || text[at] != '(')) {
    quoted = quoted != (text[at] == '"');
    ++at;
  }
  return {text.substr(0, at), at < text.size() ? text.substr(at) : "()"};
}

std::string target(const Id& id) {
  const Signature signature = signature_of(id);
  return word_of(id) + quote_ident(id.path.front()) + "." + signature.name + signature.arguments;
}

std::string create_sql(const Id& id, const Function& function, bool or_replace) {
  const Signature signature = signature_of(id);
  std::string sql = std::string("CREATE ") + (or_replace ? "OR REPLACE " : "") + word_of(id) +
                    quote_ident(id.path.front()) + "." + signature.name;
  sql += function.arguments.empty() ? signature.arguments : "(" + join(function.arguments, ", ") + ")";
  if (!function.returns.empty()) sql += " RETURNS " + function.returns;
  std::vector<std::string> words{"LANGUAGE " + quote_ident(function.language)};
  std::vector<std::string> transforms;
  for (const std::string& type : function.transforms) transforms.push_back("FOR TYPE " + type);
  if (!transforms.empty()) words.push_back("TRANSFORM " + join(transforms, ", "));
  add_attributes(function, words);
  sql += "\n    " + join(words, " ");
  for (const std::string& setting : function.set.list) sql += "\n    " + set_clause(setting);
  return sql + "\n    " + definition(function);
}

std::string attribute_actions(const Function& from, const Function& to, const Changed& changed) {
  static constexpr std::string_view alterable[] = {
      "volatility", "strict", "security_definer", "leakproof", "parallel", "cost", "rows", "set", "comment"};
  for (const Field* field : changed.fields)
    if (std::find(std::begin(alterable), std::end(alterable), field->key) == std::end(alterable)) return {};
  const auto is_c = to.language == "c" || to.language == "internal";
  std::string sql;
  if (changed.has("volatility")) sql += " " + (to.volatility.empty() ? "VOLATILE" : upper(to.volatility));
  if (changed.has("strict")) sql += to.strict ? " STRICT" : " CALLED ON NULL INPUT";
  if (changed.has("security_definer")) sql += to.security_definer ? " SECURITY DEFINER" : " SECURITY INVOKER";
  if (changed.has("leakproof")) sql += to.leakproof ? " LEAKPROOF" : " NOT LEAKPROOF";
  if (changed.has("parallel")) sql += " PARALLEL " + (to.parallel.empty() ? "UNSAFE" : upper(to.parallel));
  if (changed.has("cost")) sql += " COST " + (to.cost.empty() ? std::string(is_c ? "1" : "100") : to.cost);
  if (changed.has("rows")) sql += " ROWS " + (to.rows.empty() ? "1000" : to.rows);
  for (const std::string& setting : to.set.list)
    if (std::find(from.set.list.begin(), from.set.list.end(), setting) == from.set.list.end())
      sql += " " + set_clause(setting);
  for (const std::string& setting : from.set.list)
    if (std::none_of(to.set.list.begin(), to.set.list.end(),
                     [&](const std::string& kept) { return key_of(kept) == key_of(setting); }))
      sql += " RESET " + key_of(setting);
  return sql;
}

Step step(const Form& form, const Id& id, std::string sql, std::string back) {
  Step step = make_step(form, id, std::move(sql), std::move(back));
  step.table = {};
  return step;
}

Step remember_privileges(const Id& id) {
  const std::string name = target(id);
  const std::string word = word_of(id).substr(0, word_of(id).size() - 1);
  const std::string call = quote_literal(name.substr(word.size() + 1));
  Step step = function::step(
      view::keep_privileges, id,
      "DO $$\nBEGIN\n  PERFORM set_config(" + keeper(id) +
          ", string_agg(command, '; '), true)\n  FROM (\n    SELECT format('ALTER " + word +
          " %s OWNER TO %I', f.name, pg_get_userbyid(p.proowner)) AS command\n"
          "      FROM f JOIN pg_proc p ON p.oid = f.name::regprocedure\n"
          "    UNION ALL\n    SELECT format('REVOKE ALL ON " +
          word +
          " %s FROM PUBLIC', f.name)\n"
          "      FROM f JOIN pg_proc p ON p.oid = f.name::regprocedure WHERE p.proacl IS NOT NULL\n"
          "    UNION ALL\n    SELECT format('GRANT EXECUTE ON " +
          word +
          " %s TO %s%s', f.name,\n"
          "                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,\n"
          "                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)\n"
          "      FROM f JOIN pg_proc p ON p.oid = f.name::regprocedure, aclexplode(p.proacl) a) kept;\nEND $$");
  step.sql = replace_all(step.sql, "FROM f JOIN", "FROM (SELECT " + call + " AS name) f JOIN");
  step.note = "Remembers the owner and the grants of " + name.substr(word.size() + 1) + ".";
  return step;
}

Step restore_privileges(const Id& id) {
  Step step =
      function::step(view::keep_privileges, id, "DO $$\nBEGIN\n  EXECUTE current_setting(" + keeper(id) + ");\nEND $$");
  const std::string name = target(id);
  step.note = "Gives " + name.substr(name.find(' ') + 1) + " its owner and grants back.";
  return step;
}

} // namespace lockstep::function
