// Reads statements on roles, word by word. https://www.postgresql.org/docs/current/sql-createrole.html
#include "run/role_statement.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "run/role_heir.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace lockstep {

namespace {

constexpr std::string_view roles = "lockstep.shadow_roles";
constexpr std::string_view members = "lockstep.shadow_role_members";
constexpr std::string_view settings = "lockstep.shadow_role_settings";
constexpr std::string_view labels = "lockstep.shadow_role_labels";

/// Owners and grants must find the name on the server.
std::string bare(const std::string& name) { return bare_role_sql(quote_ident(name)) + "; "; }

class Reader {
public:
  Reader(const std::string& statement, int server_major) : tokens_(tokens_of(statement)), server_major_(server_major) {}

  std::string run() {
    if (take("DO")) return block();
    if (take("CREATE")) return takes_role() ? create(false) : std::string();
    if (take("ALTER")) return takes_role() ? alter() : std::string();
    if (take("DROP")) return takes_role() ? drop() : std::string();
    if (take("GRANT")) return membership(true);
    if (take("REVOKE")) return membership(false);
    if (take("COMMENT") && take("ON") && take("ROLE")) return comment();
    if (take("SECURITY") && take("LABEL") && take("FOR")) return label();
    return {};
  }

private:
  [[nodiscard]] bool at_end() const { return at_ >= tokens_.size(); }
  [[nodiscard]] bool is(std::string_view word) const { return !at_end() && tokens_[at_].text == word; }
  bool take(std::string_view word) {
    const bool found = is(word);
    at_ += found ? 1 : 0;
    return found;
  }
  std::string next() { return at_end() ? std::string() : unquoted(tokens_[at_++]); }
  /// USER MAPPING is another thing.
  bool takes_role() {
    is_user_ = is("USER");
    return take("ROLE") || take("GROUP") || (take("USER") && !is("MAPPING"));
  }
  std::vector<std::string> names() {
    std::vector<std::string> result;
    do result.push_back(next());
    while (take(","));
    return result;
  }

  /// DO $$ BEGIN CREATE ROLE app; EXCEPTION … END $$, one with ALTER ROLE … RENAME TO, or one that runs
  /// format('ALTER ROLE … IN DATABASE …').
  std::string block() {
    if (at_end() || tokens_[at_].sort != Token::Sort::string) return {};
    const std::string body = unquoted(tokens_[at_]);
    for (const Statement& inner : split_statements(body)) {
      const std::size_t create = upper(inner.text).find("CREATE ROLE ");
      if (create != std::string::npos) return Reader(inner.text.substr(create), server_major_).create_if_missing();
      const std::size_t renamed = inner.text.find("ALTER ROLE ");
      if (renamed != std::string::npos && inner.text.find(" RENAME TO ", renamed) != std::string::npos)
        return Reader(inner.text.substr(renamed), server_major_).run();
      const std::size_t alter = inner.text.find("$alter$");
      if (alter == std::string::npos) continue;
      const std::size_t begin = alter + 7;
      const std::size_t end = inner.text.find("$alter$", begin);
      const std::string sql = replace_all(inner.text.substr(begin, end - begin), "%I", "here");
      return Reader(replace_all(sql, "%%", "%"), server_major_).run();
    }
    return {};
  }

  std::string create_if_missing() {
    at_ = 2;
    return create(true);
  }

  std::string create(bool if_missing) {
    const std::string name = next();
    const std::string insert = "INSERT INTO " + std::string(roles) + " (name, login) VALUES (" + quote_literal(name) +
                               ", " + (is_user_ ? "true" : "false") + ")";
    return bare(name) + insert + (if_missing ? " ON CONFLICT DO NOTHING" : "") + options(name);
  }

  std::string alter() {
    const std::string name = next();
    const std::string where = " WHERE role = " + quote_literal(name);
    if (take("RENAME")) {
      take("TO");
      return rename(name, next());
    }
    bool in_database = false;
    if (is("IN")) {
      at_ += 3; // IN DATABASE name
      in_database = true;
    }
    const std::string place = std::string(" AND ") + (in_database ? "" : "NOT ") + "in_database";
    const std::string gone = "DELETE FROM " + std::string(settings) + where + place;
    if (take("RESET")) {
      const std::string key = setting_name();
      return key == "all" ? gone : gone + " AND setting LIKE " + quote_literal(replace_all(key, "_", "\\_") + "=%");
    }
    if (!take("SET")) return std::string("SELECT 1") + options(name);
    const std::string key = setting_name();
    if (!take("=")) take("TO");
    const std::string value = setting_value(key);
    return gone + " AND setting LIKE " + quote_literal(replace_all(key, "_", "\\_") + "=%") + "; INSERT INTO " +
           std::string(settings) + " VALUES (" + quote_literal(name) + ", " + quote_literal(key + "=" + value) + ", " +
           (in_database ? "true" : "false") + ")";
  }

  static std::string rename(const std::string& from, const std::string& to) {
    const auto set = [&](std::string_view table, const std::string& column) {
      return "; UPDATE " + std::string(table) + " SET " + column + " = " + quote_literal(to) + " WHERE " + column +
             " = " + quote_literal(from);
    };
    return bare(to) + inherit_role_sql(from, to) + set(roles, "name") + set(members, "member") + set(members, "role") +
           set(settings, "role") + set(labels, "role");
  }

  std::string setting_name() {
    std::string name = next();
    while (take(".")) name += "." + next();
    return name;
  }

  std::string setting_value(const std::string& key) {
    static const std::array<std::string_view, 6> lists = {"local_preload_libraries",   "search_path",
                                                          "session_preload_libraries", "shared_preload_libraries",
                                                          "temp_tablespaces",          "unix_socket_directories"};
    const bool is_list = std::find(lists.begin(), lists.end(), key) != lists.end();
    std::vector<std::string> parts;
    do {
      std::string part = take("-") ? "-" : "";
      part += next();
      parts.push_back(is_list ? quote_ident(part) : part);
    } while (take(","));
    return join(parts, ", ");
  }

  std::string drop() {
    const bool if_exists = take("IF") && take("EXISTS");
    std::string sql;
    for (const std::string& name : names()) {
      const std::string text = quote_literal(name);
      if (!if_exists)
        sql += "DO $role$ BEGIN PERFORM FROM " + std::string(roles) + " WHERE name = " + text +
               "; IF NOT FOUND THEN RAISE undefined_object USING MESSAGE = 'role does not exist'; END IF; END $role$; ";
      sql += "DELETE FROM " + std::string(roles) + " WHERE name = " + text + "; DELETE FROM " + std::string(members) +
             " WHERE member = " + text + " OR role = " + text + "; DELETE FROM " + std::string(settings) +
             " WHERE role = " + text + "; DELETE FROM " + std::string(labels) + " WHERE role = " + text + "; ";
    }
    return sql + "SELECT 1";
  }

  std::string comment() {
    const std::string name = next();
    take("IS");
    const std::string text = is("NULL") ? "NULL" : tokens_.back().text;
    return "UPDATE " + std::string(roles) + " SET comment = " + text + " WHERE name = " + quote_literal(name);
  }

  /// FOR provider ON ROLE name IS 'label'
  std::string label() {
    const std::string provider = next();
    if (!take("ON") || !take("ROLE")) return {};
    const std::string name = next();
    std::string gone = "DELETE FROM " + std::string(labels) + " WHERE role = " + quote_literal(name) +
                       " AND provider = " + quote_literal(provider);
    if (!take("IS") || is("NULL")) return gone;
    return gone + "; INSERT INTO " + std::string(labels) + " VALUES (" + quote_literal(name) + ", " +
           quote_literal(provider) + ", " + tokens_.back().text + ")";
  }

  /// Of CREATE and ALTER ROLE, as statements behind the first one.
  std::string options(const std::string& name) {
    std::string sql;
    const auto set = [&](const std::string& assignment) {
      sql += "; UPDATE " + std::string(roles) + " SET " + assignment + " WHERE name = " + quote_literal(name);
    };
    static const std::array<std::string_view, 7> flags = {"SUPERUSER",   "CREATEDB",  "CREATEROLE", "INHERIT",
                                                          "REPLICATION", "BYPASSRLS", "LOGIN"};
    while (!at_end()) {
      const std::string word = tokens_[at_++].text;
      const bool negated = word.starts_with("NO");
      const std::string_view flag = std::string_view(word).substr(negated ? 2 : 0);
      if (std::find(flags.begin(), flags.end(), flag) != flags.end())
        set(lower(flag) + " = " + (negated ? "false" : "true"));
      else if (word == "LIMIT") {
        const std::string sign = take("-") ? "-" : "";
        set("connection_limit = " + sign + next());
      } else if (word == "PASSWORD" && !is("NULL")) {
        // What stands for a secret, and never a secret.
        if (const std::string said = next(); said.starts_with("env:")) set("password = " + quote_literal(said));
      } else if (word == "UNTIL")
        set("valid_until = " + quote_literal(next()));
      else if (word == "ROLE" || word == "GROUP") // behind IN
        for (const std::string& group : names()) sql += "; " + joined(group, name, {}, {}, {});
    }
    return sql;
  }

  using Word = std::string;
  [[nodiscard]] std::string joined(const std::string& role, const std::string& member, const Word& admin,
                                   const Word& inherit, const Word& set) const {
    constexpr int with_options = 16;
    const std::string usual = server_major_ < with_options ? "NULL"
                                                           : "(SELECT inherit FROM " + std::string(roles) +
                                                                 " WHERE name = " + quote_literal(member) + ")";
    std::vector<std::string> updates{"role = EXCLUDED.role"};
    for (const auto& [column, said] : {std::pair("admin", admin), std::pair("inherit", inherit), std::pair("set", set)})
      if (!said.empty()) updates.push_back(std::string(column) + " = EXCLUDED." + column);
    return "INSERT INTO " + std::string(members) + " VALUES (" + quote_literal(member) + ", " + quote_literal(role) +
           ", " + (admin.empty() ? "false" : admin) + ", " + (inherit.empty() ? usual : inherit) + ", " +
           (set.empty() ? "true" : set) + ") ON CONFLICT (member, role) DO UPDATE SET " + join(updates, ", ");
  }

  std::string membership(bool grants) {
    const auto is_on = [](const Token& token) { return token.text == "ON"; };
    if (std::any_of(tokens_.begin(), tokens_.end(), is_on)) return {};
    std::string option;
    if (!grants && tokens_.size() > at_ + 2 && tokens_[at_ + 1].text == "OPTION") {
      option = lower(tokens_[at_].text);
      at_ += 3; // ADMIN OPTION FOR
    }
    const std::vector<std::string> given = names();
    if (!take(grants ? "TO" : "FROM")) return {};
    const std::vector<std::string> to = names();
    Word admin, inherit, set;
    if (take("WITH")) {
      do {
        const std::string word = next();
        const Word value = is("FALSE") ? "false" : "true";
        at_ += is(",") ? 0 : 1;
        (word == "admin" ? admin : word == "inherit" ? inherit : set) = value;
      } while (take(","));
    }
    std::vector<std::string> parts;
    for (const std::string& role : given)
      for (const std::string& member : to) {
        const std::string where = " WHERE role = " + quote_literal(role) + " AND member = " + quote_literal(member);
        if (grants)
          parts.push_back(joined(role, member, admin, inherit, set));
        else if (option.empty())
          parts.push_back("DELETE FROM " + std::string(members) + where);
        else
          parts.push_back("UPDATE " + std::string(members) + " SET " + option + " = false" + where);
      }
    return join(parts, "; ");
  }

  std::vector<Token> tokens_;
  int server_major_;
  std::size_t at_ = 0;
  bool is_user_ = false;
};

} // namespace

std::string bare_role_sql(const std::string& role, std::string_view comment) {
  const std::string say = comment.empty() ? "" : "COMMENT ON ROLE " + role + " IS " + quote_literal(comment) + "; ";
  return "DO $role$ BEGIN CREATE ROLE " + role + "; " + say +
         "EXCEPTION WHEN duplicate_object OR unique_violation THEN END $role$";
}

std::string unquoted(const Token& token) {
  const std::string& text = token.text;
  if (token.sort == Token::Sort::word) return lower(text);
  if (token.sort == Token::Sort::quoted_name) return replace_all(text.substr(1, text.size() - 2), "\"\"", "\"");
  if (token.sort != Token::Sort::string) return text;
  if (text.starts_with('$')) {
    const std::size_t tag = text.find('$', 1) + 1;
    return text.substr(tag, text.size() - 2 * tag);
  }
  const std::size_t open = text.find('\'') + 1;
  const std::string content = replace_all(text.substr(open, text.size() - open - 1), "''", "'");
  return open > 1 ? replace_all(content, "\\\\", "\\") : content;
}

std::string role_rows_sql(const std::string& statement, int server_major) {
  return Reader(statement, server_major).run();
}

} // namespace lockstep
