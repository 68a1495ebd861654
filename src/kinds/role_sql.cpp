// SQL of roles.
#include "kinds/role_sql.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "kinds/bare.hpp"

#include <algorithm>
#include <iterator>
#include <map>

namespace lockstep::role {

namespace {

struct Flag {
  bool Role::*member;
  const char* on;
  const char* off;
  bool gives = true; ///< that it is set means more, not less
};
constexpr Flag flags[] = {{&Role::login, "LOGIN", "NOLOGIN"},
                          {&Role::superuser, "SUPERUSER", "NOSUPERUSER"},
                          {&Role::createdb, "CREATEDB", "NOCREATEDB"},
                          {&Role::createrole, "CREATEROLE", "NOCREATEROLE"},
                          {&Role::replication, "REPLICATION", "NOREPLICATION"},
                          {&Role::bypassrls, "BYPASSRLS", "NOBYPASSRLS"},
                          {&Role::noinherit, "NOINHERIT", "INHERIT", false}};

/// As ALTER ROLE takes it: what is a list keeps its commas.
std::string value_sql(const std::string& name, const std::string& value) {
  static const char* const lists[] = {"local_preload_libraries",  "search_path",      "session_preload_libraries",
                                      "shared_preload_libraries", "temp_tablespaces", "unix_socket_directories"};
  const bool is_list = std::any_of(std::begin(lists), std::end(lists), [&](const char* list) { return name == list; });
  if (value.empty() || value == "\"\"") return "''";
  return is_list ? value : quote_literal(value);
}

/// "work_mem", "app.tenant"
std::string name_sql(const std::string& name) {
  std::vector<std::string> parts;
  for (const std::string& part : split(name, '.')) parts.push_back(quote_ident(part));
  return join(parts, ".");
}

/// The name of the database is known where it runs, and not where it is written.
std::string settle(const Id& id, const std::string& action, bool in_database) {
  if (!in_database) return "ALTER " + target(id) + " " + action;
  return "DO $$ BEGIN EXECUTE format($alter$ALTER " + target(id) + " IN DATABASE %I " + replace_all(action, "%", "%%") +
         "$alter$, current_database()); END $$";
}

std::map<std::string, std::string> by_name(const Settings& settings) {
  std::map<std::string, std::string> result;
  for (const std::string& setting : settings.list) result.insert(setting_parts(setting));
  return result;
}

/// "admin, no inherit" as a set of facts.
struct Options {
  bool admin = false;
  bool inherit = true;
  bool set = true;
  bool operator==(const Options&) const = default;
};

Options options_of(const std::string& words, bool inherits) {
  Options options;
  options.inherit = inherits;
  for (const std::string& word : split(words, ',')) {
    const std::string_view name = trim(word);
    if (name == "admin") options.admin = true;
    if (name == "inherit") options.inherit = true;
    if (name == "no inherit") options.inherit = false;
    if (name == "no set") options.set = false;
  }
  return options;
}

std::string grant_sql(const std::string& role, const std::string& member, const Options& options, bool inherits,
                      int server_major) {
  std::string sql = "GRANT " + quote_ident(role) + " TO " + quote_ident(member);
  constexpr int with_options = 16;
  if (server_major < with_options) return sql + (options.admin ? " WITH ADMIN OPTION" : "");
  if (options == Options{.admin = false, .inherit = inherits, .set = true}) return sql;
  const auto word = [](bool value) { return value ? "TRUE" : "FALSE"; };
  return sql + " WITH ADMIN " + word(options.admin) + ", INHERIT " + word(options.inherit) + ", SET " +
         word(options.set);
}

std::string revoke_sql(const std::string& role, const std::string& member, const char* what = "") {
  return std::string("REVOKE ") + what + quote_ident(role) + " FROM " + quote_ident(member);
}

/// From one set of options to another: before 16 there is ADMIN alone.
Membership changed(const std::string& role, const std::string& member, const Options& from, const Options& to,
                   int server_major) {
  const bool gains = to.admin >= from.admin && to.inherit >= from.inherit && to.set >= from.set;
  constexpr int with_options = 16;
  if (server_major < with_options) {
    const std::string grant = "GRANT " + quote_ident(role) + " TO " + quote_ident(member) + " WITH ADMIN OPTION";
    const std::string revoke = revoke_sql(role, member, "ADMIN OPTION FOR ");
    return {role, gains, to.admin ? grant : revoke, to.admin ? revoke : grant};
  }
  // Said in full whatever the member inherits by itself.
  return {role, gains, grant_sql(role, member, to, !to.inherit, server_major),
          grant_sql(role, member, from, !from.inherit, server_major)};
}

} // namespace

std::string target(const Id& id) { return "ROLE " + quote_ident(id.name()); }

std::string create_sql(const Id& id) {
  return "DO $$ BEGIN\n  CREATE " + target(id) +
         ";\nEXCEPTION WHEN duplicate_object THEN -- another database of this server has made it\nEND $$";
}

std::string rename_sql(const Id& from, const Id& to) {
  const auto is_there = [](const Id& id) { return "to_regrole(" + quote_literal(quote_ident(id.name())) + ")"; };
  return "DO $$ BEGIN\n  -- Another database of this server may have renamed it already.\n  IF " + is_there(from) +
         " IS NOT NULL OR " + is_there(to) + " IS NULL THEN\n    ALTER " + target(from) + " RENAME TO " +
         quote_ident(to.name()) + ";\n  END IF;\nEND $$";
}

Attributes attributes_between(const Role& from, const Role& to) {
  Attributes result;
  const auto add = [](std::string& text, const std::string& word) { text += (text.empty() ? "" : " ") + word; };
  for (const Flag& flag : flags)
    if (from.*flag.member != to.*flag.member)
      add(to.*flag.member == flag.gives ? result.more : result.less, to.*flag.member ? flag.on : flag.off);
  constexpr std::int64_t none = -1;
  if (from.connection_limit != to.connection_limit)
    add(result.other, "CONNECTION LIMIT " + std::to_string(to.connection_limit.value_or(none)));
  if (from.valid_until != to.valid_until)
    add(result.other, "VALID UNTIL " + quote_literal(to.valid_until.empty() ? "infinity" : to.valid_until));
  return result;
}

std::vector<Membership> memberships_between(const std::string& member, const Role& from, const Role& to,
                                            int server_major) {
  const auto before = by_name(from.member_of);
  const auto after = by_name(to.member_of);
  std::vector<Membership> result;
  for (const auto& [role, words] : after) {
    const Options wanted = options_of(words, !to.noinherit);
    // What a membership takes over from the member must not depend on which of the two statements comes first.
    const bool usual = from.noinherit == to.noinherit ? !to.noinherit : !wanted.inherit;
    const auto there = before.find(role);
    if (there == before.end())
      result.push_back({role, true, grant_sql(role, member, wanted, usual, server_major), revoke_sql(role, member)});
    else if (const Options had = options_of(there->second, !from.noinherit);
             had != wanted && (server_major >= 16 || had.admin != wanted.admin))
      result.push_back(changed(role, member, had, wanted, server_major));
  }
  for (const auto& [role, words] : before)
    if (!after.contains(role))
      result.push_back({role, false, revoke_sql(role, member),
                        grant_sql(role, member, options_of(words, !from.noinherit), !from.noinherit, server_major)});
  return result;
}

std::vector<std::pair<std::string, std::string>> settings_between(const Id& id, const Settings& from,
                                                                  const Settings& to, bool in_database) {
  const auto before = by_name(from);
  const auto after = by_name(to);
  const auto set = [&](const std::string& name, const std::string& value) {
    return settle(id, "SET " + name_sql(name) + " = " + value_sql(name, value), in_database);
  };
  const auto reset = [&](const std::string& name) { return settle(id, "RESET " + name_sql(name), in_database); };
  std::vector<std::pair<std::string, std::string>> result;
  for (const auto& [name, value] : after) {
    const auto there = before.find(name);
    if (there == before.end())
      result.emplace_back(set(name, value), reset(name));
    else if (there->second != value)
      result.emplace_back(set(name, value), set(name, there->second));
  }
  for (const auto& [name, value] : before)
    if (!after.contains(name)) result.emplace_back(reset(name), set(name, value));
  return result;
}

std::vector<Label> labels_between(const Id& id, const Settings& from, const Settings& to) {
  const auto before = by_name(from);
  const auto after = by_name(to);
  const auto tell = [&](const std::string& provider, const std::string& label) {
    return "SECURITY LABEL FOR " + quote_ident(provider) + " ON " + target(id) + "\n    IS " + label;
  };
  const auto label_in = [](const std::map<std::string, std::string>& labels, const std::string& provider) {
    const auto found = labels.find(provider);
    return found == labels.end() ? "NULL" : quote_literal(found->second);
  };
  std::vector<Label> result;
  for (const auto& [provider, label] : after)
    if (label_in(before, provider) != quote_literal(label))
      result.push_back({false, tell(provider, quote_literal(label)), tell(provider, label_in(before, provider))});
  for (const auto& [provider, label] : before)
    if (!after.contains(provider))
      result.push_back({true, tell(provider, "NULL"), tell(provider, quote_literal(label))});
  return result;
}

} // namespace lockstep::role
