// The gates read the file's own statements: which columns and tables go, which sequence remembers the old version.
#include "run/gates.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "emit/statement.hpp"
#include "run/wait.hpp"

#include <algorithm>
#include <cmath>

namespace lockstep {

namespace {

/// A column or a whole table that goes.
struct Old {
  std::string table;  ///< in SQL spelling
  std::string column; ///< as it is stored; empty: the table
  [[nodiscard]] std::string text() const { return column.empty() ? table : table + "." + quote_ident(column); }
};

struct Goes {
  std::vector<Old> olds;
  std::vector<std::string> sequences; ///< of helpers: "public.orders_status_sync_seen"
  std::vector<std::string> handled;   ///< names of all that the file drops or makes anew
  std::vector<Shapes> expansions;     ///< what takes the place of what goes

  /// Tables and columns, as parts of their names.
  [[nodiscard]] std::vector<std::vector<std::string>> successors(const Old& old) const {
    std::vector<std::vector<std::string>> found;
    for (const Shapes& shapes : expansions)
      if (std::find(shapes.olds.begin(), shapes.olds.end(), old.text()) != shapes.olds.end())
        for (const std::string& name : shapes.news) found.push_back(parse_name(name));
    return found;
  }
};

class Reader {
public:
  explicit Reader(const std::string& statement) : tokens_(tokens_of(statement)), facts_(statement) {}

  void read(Goes& goes) {
    const bool away = word(0, "DROP");
    if (word(0, "ALTER") && word(1, "TABLE")) read_columns(goes);
    if (word(0, "ALTER") && word(1, "TABLE") && word(tokens_.size() - 3, "RENAME")) read_new_name(goes);
    if (away && (word(1, "TABLE") || word(1, "VIEW")))
      if (const std::string name = first_name(); !name.empty()) goes.olds.push_back({name, ""});
    if (word(0, "CREATE") && word(1, "VIEW"))
      std::erase_if(goes.olds, [&](const Old& old) { return old.text() == first_name(); });
    if (away && word(1, "SEQUENCE"))
      if (const std::string name = first_name(); parse_name(name).back().ends_with("_seen"))
        goes.sequences.push_back(name);
    if (away || word(0, "CREATE") || word(0, "ALTER"))
      for (const std::string& name : facts_.names()) goes.handled.push_back(name);
  }

private:
  [[nodiscard]] bool word(std::size_t at, std::string_view text) const {
    return at < tokens_.size() && tokens_[at].sort == Token::Sort::word && tokens_[at].text == text;
  }
  [[nodiscard]] std::string first_name() const {
    for (const std::string& name : facts_.names())
      if (parse_name(name).size() == 2) return name;
    return {};
  }
  void read_columns(Goes& goes) const {
    const std::string table = first_name();
    for (std::size_t i = 2; i + 2 < tokens_.size(); ++i) {
      if (!word(i, "DROP") || !word(i + 1, "COLUMN") || table.empty()) continue;
      std::size_t at = i + 2;
      if (word(at, "IF")) at += 2;
      if (at < tokens_.size()) goes.olds.push_back({table, parse_name(lower_unless_quoted(tokens_[at])).back()});
    }
  }
  /// Another table takes the name: whoever uses it finds that one.
  void read_new_name(Goes& goes) const {
    const std::string table = first_name();
    if (table.empty()) return;
    const std::string name =
        qualified(parse_name(table).front(), parse_name(lower_unless_quoted(tokens_.back())).back());
    std::erase_if(goes.olds, [&](const Old& old) { return old.text() == name; });
  }
  static std::string lower_unless_quoted(const Token& token) {
    return token.sort == Token::Sort::quoted_name ? token.text : lower(token.text);
  }

  std::vector<Token> tokens_;
  StatementFacts facts_;
};

/// What an application may still use. A file that takes an expansion back leaves the old side where it is.
Goes what_goes(const Migration& migration) {
  Goes goes;
  if (!migration.aborts.empty()) return goes;
  goes.expansions = migration.expansions;
  for (const MigrationUnit& unit : migration.units)
    for (const std::string& statement : unit.statements) Reader(statement).read(goes);
  return goes;
}

using Findings = std::vector<std::string>;

Findings old_writes(const Workplace& work, const Goes& goes) {
  Findings found;
  for (const std::string& sequence : goes.sequences) {
    const Rows there =
        work.connection.exec("SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass($1)", {sequence});
    if (there.size() == 0) continue;
    const Rows rows = work.connection.exec("SELECT extract(epoch FROM pg_catalog.clock_timestamp()) - last_value, "
                                           "pg_catalog.to_timestamp(last_value) FROM " +
                                           sequence + " WHERE is_called");
    if (rows.size() == 0) continue;
    const double ago = std::max(std::stod(std::string(rows.get(0, 0))), 0.0); // the sequence holds whole seconds
    if (ago < work.options.quiet_seconds)
      found.push_back("the old application version wrote " + duration_words(ago) + " ago (" + sequence +
                      "); policy.quiet_time is " + duration_words(work.options.quiet_seconds));
  }
  return found;
}

/// A word of its own, in PostgreSQL's regular expressions.
std::string as_word(const std::string& name) {
  std::string text;
  for (const char c : name) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || (c & 0x80) != 0;
    text += (plain ? "" : "\\") + std::string(1, c);
  }
  return "\\m" + text + "\\M";
}

Findings statements(const Workplace& work, const Goes& goes) {
  const Rows extension = work.connection.exec("SELECT n.nspname FROM pg_catalog.pg_extension e JOIN "
                                              "pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE "
                                              "e.extname = 'pg_stat_statements'");
  if (extension.size() == 0) return {};
  Findings found;
  for (const Old& old : goes.olds) {
    const Rows rows = work.connection.exec(
        "SELECT s.calls, pg_catalog.left(pg_catalog.regexp_replace(s.query, '\\s+', ' ', 'g'), 120), "
        "pg_catalog.pg_get_userbyid(s.userid) FROM " +
            quote_ident(extension.get(0, 0)) +
            ".pg_stat_statements s WHERE s.dbid = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = "
            "pg_catalog.current_database()) AND s.query ~* '^\\s*(select|insert|update|delete|merge|with|copy)\\M' "
            "AND s.query ~ $1 AND s.query ~ $2 AND s.query !~ 'lockstep' ORDER BY s.calls DESC LIMIT 3",
        {as_word(parse_name(old.table).back()), old.column.empty() ? "" : as_word(old.column)});
    for (std::size_t row = 0; row < rows.size(); ++row)
      found.push_back("pg_stat_statements has a statement that names " + old.text() + " (" +
                      std::string(rows.get(row, 0)) + " calls by role " + std::string(rows.get(row, 2)) +
                      "): " + std::string(rows.get(row, 1)) +
                      "; if it is from before the deploy: SELECT pg_stat_statements_reset(), and wait");
  }
  return found;
}

bool is_handled(const Goes& goes, const std::string& name) {
  return std::find(goes.handled.begin(), goes.handled.end(), name) != goes.handled.end();
}

/// Views are known to the catalog; what stands in the text of a function is looked for as a word. Functions of other
/// tenants name their own tables.
Findings dependents(const Workplace& work, const Goes& goes) {
  Findings found;
  for (const Old& old : goes.olds) {
    const Rows rows = work.connection.exec(
        "SELECT DISTINCT 'view', pg_catalog.format('%I.%I', n.nspname, c.relname) FROM pg_catalog.pg_depend d JOIN "
        "pg_catalog.pg_rewrite r ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND r.oid = d.objid JOIN "
        "pg_catalog.pg_class c ON c.oid = r.ev_class JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE "
        "d.refobjid = pg_catalog.to_regclass($1) AND c.oid <> d.refobjid AND ($2 = '' OR d.refobjsubid = (SELECT "
        "a.attnum FROM pg_catalog.pg_attribute a WHERE a.attrelid = d.refobjid AND a.attname = $2)) UNION ALL "
        "SELECT 'function', pg_catalog.format('%I.%I', n.nspname, p.proname) FROM pg_catalog.pg_proc p JOIN "
        "pg_catalog.pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname NOT IN ('pg_catalog', "
        "'information_schema') AND p.prosrc ~ $4 AND (p.prosrc ~ $3 OR EXISTS (SELECT FROM pg_catalog.pg_trigger t "
        "WHERE t.tgfoid = p.oid AND t.tgrelid = pg_catalog.to_regclass($1))) AND NOT EXISTS (SELECT FROM "
        "pg_catalog.pg_depend e WHERE e.classid = 'pg_catalog.pg_proc'::regclass AND e.objid = p.oid AND e.deptype = "
        "'e') AND n.nspname NOT IN (SELECT tenant FROM "
        "lockstep.migrations WHERE tenant NOT IN ('', $5)) ORDER BY 1, 2",
        {old.table, old.column, as_word(parse_name(old.table).back()),
         as_word(old.column.empty() ? parse_name(old.table).back() : old.column), parse_name(old.table).front()});
    for (std::size_t row = 0; row < rows.size(); ++row)
      if (const std::string name(rows.get(row, 1)); !is_handled(goes, name))
        found.push_back(std::string(rows.get(row, 0)) + " " + name + " names " + old.text());
  }
  return found;
}

/// Roles that may use what goes by a grant of their own, and nothing of what takes its place: whoever they belong to
/// was not moved. What stands behind a table that goes for good nobody can tell: its grants are those of its
/// application.
Findings strangers(const Workplace& work, const Goes& goes) {
  Findings found;
  for (const Old& old : goes.olds) {
    const auto news = goes.successors(old);
    if (news.empty() && old.column.empty()) continue;
    std::vector<std::string> tables;
    std::vector<std::string> columns;
    for (const std::vector<std::string>& name : news) {
      if (name.size() < 2) continue;
      tables.push_back(qualified(name[0], name[1]));
      columns.push_back(name.size() > 2 ? name[2] : "");
    }
    const Rows rows = work.connection.exec(
        "SELECT coalesce(r.rolname, 'PUBLIC'), pg_catalog.string_agg(DISTINCT a.privilege_type, ', ') FROM "
        "pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_attribute t ON t.attrelid = c.oid AND t.attname = $2 "
        "CROSS JOIN LATERAL pg_catalog.aclexplode(CASE WHEN $2 = '' THEN c.relacl ELSE t.attacl END) a "
        "LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.grantee WHERE c.oid = pg_catalog.to_regclass($1) AND "
        "a.grantee <> c.relowner AND r.rolsuper IS NOT TRUE AND NOT EXISTS (SELECT FROM ROWS FROM ("
        "pg_catalog.unnest($3::text[]), pg_catalog.unnest($4::text[])) AS n(name, part) LEFT JOIN "
        "pg_catalog.pg_attribute s ON s.attrelid = "
        "pg_catalog.to_regclass(n.name) AND s.attname = n.part WHERE CASE WHEN n.part = '' THEN "
        "pg_catalog.has_table_privilege(a.grantee, pg_catalog.to_regclass(n.name), a.privilege_type) ELSE "
        "pg_catalog.has_column_privilege(a.grantee, s.attrelid, s.attnum, a.privilege_type) END) GROUP BY 1 ORDER BY 1",
        {old.table, old.column, array_literal(tables), array_literal(columns)});
    for (std::size_t row = 0; row < rows.size(); ++row)
      found.push_back("role " + std::string(rows.get(row, 0)) + " was given " + std::string(rows.get(row, 1)) + " on " +
                      old.text() + (news.empty() ? "" : " and not on what takes its place") +
                      "; see who uses it, then REVOKE that, or GRANT the other");
  }
  return found;
}

Findings dependents_and_strangers(const Workplace& work, const Goes& goes) {
  Findings found = dependents(work, goes);
  for (std::string& finding : strangers(work, goes)) found.push_back(std::move(finding));
  return found;
}

void make_restore_point(const Workplace& work, const Migration& migration) {
  const std::string name = ("lockstep_" + migration.version + "_" + migration.name).substr(0, 63);
  try {
    const Rows rows = work.connection.exec("SELECT pg_catalog.pg_create_restore_point(" + quote_literal(name) + ")");
    work.say("  restore point " + name + " at " + std::string(rows.get(0, 0)));
  } catch (const Error& cause) {
    Error error = database_error("policy.require_restore_point: " + std::string(cause.what()),
                                 cause.sqlstate == "42501"
                                     ? "let a superuser run: GRANT EXECUTE ON FUNCTION pg_create_restore_point(text) "
                                       "TO the role that applies"
                                     : "it needs wal_level = replica or logical");
    error.sqlstate = cause.sqlstate;
    throw error;
  }
}

} // namespace

void pass_gates(const Workplace& work, const ChainFile& file) {
  if (file.migration.phase != "contract") return;
  const Goes goes = what_goes(file.migration);
  constexpr std::pair<const char*, Findings (*)(const Workplace&, const Goes&)> gates[] = {
      {"old_writes", old_writes}, {"statements", statements}, {"dependents", dependents_and_strangers}};
  std::vector<std::string> closed;
  for (const auto& [name, ask] : gates)
    for (const std::string& finding : ask(work, goes)) {
      if (work.options.force.contains(name))
        work.say("  forced: " + finding);
      else
        closed.push_back(std::string(name) + ": " + finding);
    }
  if (!closed.empty())
    throw database_error(file.path + " takes the old side away, and that is not safe yet:\n  " + join(closed, "\n  "),
                         "mend it, or pass a gate with --force GATE --reason \"…\", which the history keeps");
  if (work.options.require_restore_point) make_restore_point(work, file.migration);
}

std::string forced_words(const ApplyOptions& options, const Migration& migration) {
  if (options.force.empty() || migration.phase != "contract") return {};
  return join({options.force.begin(), options.force.end()}, ", ") + ": " + options.reason;
}

} // namespace lockstep
