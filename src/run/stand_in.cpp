// The statements that are replaced, and where what they say is kept.
#include "run/stand_in.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "emit/statement.hpp"
#include "run/missing.hpp"
#include "run/role_statement.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace lockstep {

namespace {

// Beside them the server gets bare names, so that owners and grants have somebody to name.
constexpr const char* store_sql = R"(CREATE SCHEMA IF NOT EXISTS lockstep;
CREATE TABLE IF NOT EXISTS lockstep.shadow_roles (
  oid serial, name text PRIMARY KEY, login bool NOT NULL DEFAULT false, superuser bool NOT NULL DEFAULT false,
  createdb bool NOT NULL DEFAULT false, createrole bool NOT NULL DEFAULT false,
  replication bool NOT NULL DEFAULT false, bypassrls bool NOT NULL DEFAULT false, inherit bool NOT NULL DEFAULT true,
  connection_limit int NOT NULL DEFAULT -1, valid_until timestamptz, password text, comment text);
CREATE TABLE IF NOT EXISTS lockstep.shadow_role_members (
  member text, role text, admin bool NOT NULL DEFAULT false, inherit bool, set bool NOT NULL DEFAULT true,
  PRIMARY KEY (member, role));
CREATE TABLE IF NOT EXISTS lockstep.shadow_role_settings (role text, setting text, in_database bool);
CREATE TABLE IF NOT EXISTS lockstep.shadow_role_labels (role text, provider text, label text))";

bool starts_with_one(const std::string& statement, std::initializer_list<std::string_view> words) {
  const std::string head = upper(statement.substr(0, 24));
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return head.starts_with(word); });
}

bool may_be_of_roles(const std::string& statement) {
  return starts_with_one(statement, {"CREATE ROLE", "CREATE USER ", "CREATE GROUP", "ALTER ROLE", "ALTER USER ",
                                     "ALTER GROUP", "DROP ROLE", "DROP USER ", "DROP GROUP", "GRANT", "REVOKE",
                                     "COMMENT ON ROLE", "SECURITY LABEL", "DO "});
}

// Where an object stands in the catalogs, by the words with which SECURITY LABEL names it.
constexpr std::array<std::pair<std::string_view, std::string_view>, 16> places{{
    {"MATERIALIZED VIEW", "'pg_class'::regclass, %::regclass, 0"},
    {"FOREIGN TABLE", "'pg_class'::regclass, %::regclass, 0"},
    {"TABLE", "'pg_class'::regclass, %::regclass, 0"},
    {"VIEW", "'pg_class'::regclass, %::regclass, 0"},
    {"SEQUENCE", "'pg_class'::regclass, %::regclass, 0"},
    {"FUNCTION", "'pg_proc'::regclass, %::regprocedure, 0"},
    {"PROCEDURE", "'pg_proc'::regclass, %::regprocedure, 0"},
    {"AGGREGATE", "'pg_proc'::regclass, %::regprocedure, 0"},
    {"TYPE", "'pg_type'::regclass, %::regtype, 0"},
    {"DOMAIN", "'pg_type'::regclass, %::regtype, 0"},
    {"SCHEMA", "'pg_namespace'::regclass, %::regnamespace, 0"},
    {"LANGUAGE", "'pg_language'::regclass, (SELECT oid FROM pg_language WHERE quote_ident(lanname) = %), 0"},
    {"PUBLICATION", "'pg_publication'::regclass, (SELECT oid FROM pg_publication WHERE quote_ident(pubname) = %), 0"},
    {"EVENT TRIGGER",
     "'pg_event_trigger'::regclass, (SELECT oid FROM pg_event_trigger WHERE quote_ident(evtname) = %), 0"},
    {"SUBSCRIPTION",
     "'pg_subscription'::regclass, (SELECT s.oid FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid "
     "WHERE quote_ident(s.subname) = % AND d.datname = current_database())"},
    {"DATABASE", "'pg_database'::regclass, (SELECT oid FROM pg_database WHERE datname = current_database())"},
}};

std::string place_of(const std::string& words, const std::string& name) {
  if (words == "COLUMN") {
    const std::vector<std::string> path = parse_name(name);
    if (path.size() < 2) return {};
    const std::string table = quote_literal(qualified(std::vector<std::string>(path.begin(), path.end() - 1)));
    return "'pg_class'::regclass, " + table + "::regclass, (SELECT attnum FROM pg_attribute WHERE attrelid = " + table +
           "::regclass AND attname = " + quote_literal(path.back()) + ")";
  }
  for (const auto& [known, sql] : places)
    if (words == known) return replace_all(std::string(sql), "%", quote_literal(name));
  return {};
}

/// The row of the catalog that the provider's consent would have led to; empty where it is another statement.
std::string label_sql(const std::string& statement) {
  const std::vector<Token> tokens = tokens_of(statement);
  if (tokens.size() < 8 || tokens[1].text != "LABEL" || tokens[2].text != "FOR" || tokens[4].text != "ON") return {};
  const Token& is = tokens[tokens.size() - 2];
  std::size_t name = 6;
  for (const std::string_view first : {"MATERIALIZED", "FOREIGN", "EVENT"})
    if (tokens[5].text == first) name = 7;
  const std::string words = tokens[5].text + (name == 7 ? " " + tokens[6].text : "");
  const std::string provider = unquoted(tokens[3]);
  const std::string place =
      place_of(words, std::string(trim(statement.substr(tokens[name].at, is.at - tokens[name].at))));
  if (is.text != "IS" || place.empty()) return {};
  const bool is_shared = words == "SUBSCRIPTION" || words == "DATABASE";
  const std::string table = is_shared ? "pg_shseclabel" : "pg_seclabel";
  const std::string columns = is_shared ? "classoid, objoid" : "classoid, objoid, objsubid";
  const std::string at = "(" + columns + ") = (SELECT " + place + ") AND provider = " + quote_literal(provider);
  std::string sql = "SET allow_system_table_mods = on; DELETE FROM " + table + " WHERE " + at;
  if (tokens.back().text != "NULL")
    sql += "; INSERT INTO " + table + " (" + columns + ", provider, label) SELECT " + place + ", " +
           quote_literal(provider) + ", " + tokens.back().text;
  return sql + "; RESET allow_system_table_mods";
}

/// The statement in DO … EXECUTE format($label$…$label$, current_database()), with a name that nobody reads; or as it
/// is.
std::string without_block(const std::string& statement) {
  constexpr std::string_view mark = "$label$";
  const std::size_t open = statement.find(std::string(mark) + "SECURITY LABEL");
  if (!starts_with_one(statement, {"DO "}) || open == std::string::npos) return statement;
  const std::size_t begin = open + mark.size();
  const std::string sql = statement.substr(begin, statement.find(mark, begin) - begin);
  return replace_all(replace_all(sql, "ON DATABASE %I", "ON DATABASE here"), "%%", "%");
}

// A subscription stands in a catalog that all databases share: those of other scratch databases stay their owners'.
constexpr const char* others_stay_sql =
    "DELETE FROM pg_shdepend d WHERE d.classid = 'pg_subscription'::regclass AND NOT EXISTS (SELECT FROM "
    "pg_subscription s JOIN pg_database b ON b.oid = s.subdbid WHERE s.oid = d.objid AND "
    "b.datname = current_database()); ";

} // namespace

void keep_roles(Connection& connection) { connection.exec(store_sql); }

std::string stand_in_for(Connection& connection, const std::string& statement) {
  if (const std::string inner = without_block(statement); starts_with_one(inner, {"SECURITY LABEL"}))
    if (const std::string sql = label_sql(inner); !sql.empty()) return is_private(connection) ? sql : statement;
  if (starts_with_one(statement, {"REASSIGN OWNED"}))
    return is_private(connection) ? others_stay_sql + statement : statement;
  if (!may_be_of_roles(statement)) return statement;
  std::string sql = role_rows_sql(statement, connection.server_major());
  if (sql.empty() || !keeps_roles(connection)) return statement;
  return sql;
}

} // namespace lockstep
