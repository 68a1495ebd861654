// The server parses each expression over columns of the right types. Before the change it may know a type or a function
// no more that goes, behind it one not yet that comes: only what it refuses in the same words in both is a mistake.
#include "app/hints.hpp"

#include <lockstep/lockstep.hpp>

#include "app/project.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"
#include "catalog/connection.hpp"
#include "emit/statement.hpp"
#include "kinds/render.hpp"
#include "plan/recipes/move.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace lockstep {

namespace {

struct Expression {
  const Object* column; ///< declared, with the hint
  std::string hint;     ///< its key
  std::string text;
  std::string type; ///< of the column that takes the value
  std::string row;  ///< a subquery of one row: what the expression stands over
};

std::string type_of(const Object& column) { return to_text(find_field(*column.kind, "type")->get(column.body.get())); }

/// "(SELECT NULL::bigint AS id, …) AS orders": the columns of the first state, and those that only the second has.
std::string row_of(const Id& table, const State& first, const State* second) {
  std::map<std::string, std::string> types;
  for (const State* state : {&first, second})
    if (state != nullptr)
      for (const Object* column : state->children(table, "column"))
        types.try_emplace(column->id.name(), type_of(*column));
  std::vector<std::string> columns;
  for (const auto& [name, type] : types) columns.push_back("NULL::" + type + " AS " + quote_ident(name));
  return "(SELECT " + join(columns, ", ") + ") AS " + quote_ident(table.name());
}

bool becomes_required(const Change& change) {
  return change.verb == Verb::alter && change.id().kind == "column" && change.changed.has("not_null") &&
         find_field(*change.to->kind, "not_null")->get(change.to->body.get()) == Value(true);
}

std::vector<Expression> forward(const State& from, const std::vector<Change>& changes) {
  std::vector<Expression> found;
  for (const Change& change : changes) {
    if (change.to == nullptr || change.id().kind != "column" || from.find(table_of(change.id())) == nullptr) continue;
    const bool retyped = change.verb == Verb::alter && change.changed.has("type");
    if (change.verb != Verb::create && !retyped && !becomes_required(change)) continue;
    for (const char* key : {"using", "backfill"})
      if (const std::string text = change.to->hints.get(key); !text.empty())
        found.push_back({change.to, key, text, type_of(*change.to), row_of(table_of(change.id()), from, nullptr)});
  }
  return found;
}

std::vector<Expression> backward(const State& from, const State& to, const std::vector<Expansion>& expansions) {
  std::vector<Expression> found;
  for (const Expansion& expansion : expansions)
    for (const OldSide& old : expansion.olds)
      for (const NewSide& side : expansion.news) {
        const Object& column = *to.find(side.column);
        const std::string reverse = column.hints.get("reverse_using");
        if (old.plain_down || old.down.empty() || reverse.find(old.down) == std::string::npos) continue;
        found.push_back(
            {&column, "reverse_using", old.down, type_of(*from.find(old.column)), row_of(expansion.table, to, &from)});
        break;
      }
  return found;
}

/// What the server says against it; empty when it is right, or nothing that parsing could tell.
std::string refusal_of(Connection& connection, const Expression& expression) {
  const std::string& schema = expression.column->id.path.front();
  const std::string value = "(" + expression.text + ")"; // as it is written: a comment must not swallow what follows
  std::string refusal;
  connection.exec("BEGIN");
  try {
    connection.exec("SET LOCAL search_path = " +
                    ident_list({expression.column->home.empty() ? schema : expression.column->home, schema, "public"}));
    connection.exec("CREATE TEMP TABLE lockstep_hint (value " + expression.type + ")");
    connection.exec("PREPARE lockstep_row AS SELECT FROM " + expression.row + " WHERE " + value + " IS NULL");
    connection.exec("DEALLOCATE lockstep_row");
    connection.exec("PREPARE lockstep_row AS SELECT " + expression.text + " FROM " + expression.row);
    connection.exec("DEALLOCATE lockstep_row");
    connection.exec("PREPARE lockstep_hint AS INSERT INTO pg_temp.lockstep_hint SELECT " + value + " FROM " +
                    expression.row);
    connection.exec("DEALLOCATE lockstep_hint");
  } catch (const Error& error) {
    if (!connection.alive()) throw;
    const std::string message = error.what();
    if (error.sqlstate.starts_with("42") || error.sqlstate == "0A000") refusal = message.substr(0, message.find('\n'));
  }
  connection.exec("ROLLBACK");
  refusal = replace_all(refusal, " are not allowed in WHERE", " are not allowed here");
  return replace_all(refusal, "column \"value\" is of type", "the column is of type");
}

void complain(const Object& column, const std::string& key, const std::string& message, const std::string& hint,
              Diagnostics& diagnostics) {
  diagnostics.add({.code = "wrong-hint",
                   .position = column.places.find(key).value_or(column.places.whole()),
                   .message = to_text(column.id) + ": " + key + ": " + message,
                   .hint = hint,
                   .line = {}});
}

/// "a = …, b = …" where one of them is no column that goes.
void check_targets(const State& to, const std::vector<Expansion>& expansions, Diagnostics& diagnostics) {
  for (const Expansion& expansion : expansions)
    for (const NewSide& side : expansion.news) {
      const Object& column = *to.find(side.column);
      const auto assignments = expand::assignments_of(column.hints.get("reverse_using"));
      if (assignments.size() < 2) continue;
      for (const auto& [name, value] : assignments) {
        const bool goes = std::any_of(expansion.olds.begin(), expansion.olds.end(),
                                      [&, target = name](const OldSide& old) { return old.column.name() == target; });
        if (!goes)
          complain(column, "reverse_using", "no column \"" + name + "\" goes for this one",
                   "The old columns are those that are gone from the file and that using or backfill names.",
                   diagnostics);
      }
    }
}

/// Words of the expression that give another value each time: they are asked of the catalog, but for the time.
std::vector<std::string> fickle_words(Connection& connection, const std::string& text) {
  const std::set<std::string> times{"now",          "current_timestamp",     "current_date",   "current_time",
                                    "localtime",    "transaction_timestamp", "localtimestamp", "statement_timestamp",
                                    "current_user", "session_user"};
  std::vector<std::string> found;
  const std::vector<Token> tokens = tokens_of(text);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string word = lower(tokens[i].text);
    const bool called = i + 1 < tokens.size() && tokens[i + 1].text == "(";
    const bool bare = word.starts_with("current_") || word.starts_with("local") || word == "session_user";
    if (tokens[i].sort != Token::Sort::word || !(called || bare)) continue;
    const Rows rows = connection.exec("SELECT FROM pg_catalog.pg_proc WHERE proname = $1 HAVING "
                                      "pg_catalog.bool_and(provolatile = 'v')",
                                      {word});
    if (times.contains(word) || (called && rows.size() > 0)) found.push_back(word);
  }
  return found;
}

/// Both shapes of a row must follow from each other whenever somebody looks.
void check_fixed(Connection& connection, const State& to, const std::vector<Expansion>& expansions,
                 Diagnostics& diagnostics) {
  for (const Expansion& expansion : expansions)
    for (const NewSide& side : expansion.news)
      for (const char* key : {"using", "backfill", "reverse_using"}) {
        const Object& column = *to.find(side.column);
        const std::vector<std::string> words = fickle_words(connection, column.hints.get(key));
        if (!words.empty())
          complain(column, key,
                   words.front() + " gives another value each time, so that the two shapes of a row would "
                                   "never belong together",
                   "Take a value that the row itself holds, or give the column a default.", diagnostics);
      }
}

/// A new type makes its values of the old ones, NULLs among them.
void check_fills(const std::vector<Change>& changes, Diagnostics& diagnostics) {
  for (const Change& change : changes)
    if (becomes_required(change) && change.changed.has("type") && !change.to->hints.get("backfill").empty() &&
        change.to->hints.get("using").empty())
      complain(*change.to, "backfill", "its values are made of the old ones, since it gets another type, too",
               "Say it in using: using = \"coalesce(…, …)\".", diagnostics);
}

/// Columns that come from another table, and can not.
void check_moves(const State& from, const State& to, Diagnostics& diagnostics) {
  for (const auto& [id, column] : to.objects()) {
    if (id.kind != "column") continue;
    if (const std::string reason = expand::why_not_moved(column, from, to); !reason.empty())
      complain(column, "moved_from", reason,
               "A column moves with its name and type, to a table whose rows belong to "
               "those that it leaves: docs/guide/expansions.md.",
               diagnostics);
  }
}

std::string where_it_stands(const Expression& expression, const State& from) {
  if (expression.hint == "reverse_using") return "It stands over the columns that the table has after the change.";
  const Object& column = *expression.column;
  const bool named_before = from.find(column.id) != nullptr && !column.hints.get("renamed_from").empty();
  return named_before ? "The column is renamed first: write it as " + quote_ident(column.id.name()) + "."
                      : "It stands over the columns that the table has before the change.";
}

} // namespace

void check_hints(const std::function<std::string()>& ground_of_from, const std::function<std::string()>& ground_of_to,
                 const State& from, const State& to, const std::vector<Change>& changes,
                 const std::vector<Expansion>& expansions) {
  Diagnostics diagnostics;
  check_targets(to, expansions, diagnostics);
  check_moves(from, to, diagnostics);
  check_fills(changes, diagnostics);
  std::vector<Expression> all = forward(from, changes);
  for (Expression& expression : backward(from, to, expansions)) all.push_back(std::move(expression));
  if (!expansions.empty()) {
    Connection ground(ground_of_from());
    check_fixed(ground, to, expansions, diagnostics);
  }
  if (!all.empty()) {
    Connection before(ground_of_from());
    Connection after(ground_of_to());
    for (const Expression& expression : all) {
      const std::string refusal = refusal_of(after, expression);
      if (refusal.empty() || refusal_of(before, expression) != refusal) continue;
      complain(*expression.column, expression.hint, refusal, where_it_stands(expression, from), diagnostics);
    }
  }
  if (!diagnostics.has_errors()) return;
  add_source_lines(diagnostics);
  throw SchemaError(std::move(diagnostics));
}

} // namespace lockstep
