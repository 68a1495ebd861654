// The query reads without a strong lock, in a transaction of its own that ends before the statement begins.
#include "run/row_check.hpp"

#include "base/text.hpp"

namespace lockstep {

namespace {

constexpr int has_input_is_valid_since = 160000;

/// What a server of 16 says by itself of a text and a type: for the session, and under its name.
constexpr const char* input_is_valid = R"(CREATE OR REPLACE FUNCTION pg_temp.pg_input_is_valid(value text, type text)
    RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    EXECUTE 'SELECT $1::' || type USING value;
    RETURN true;
EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
    RETURN false;
END $$)";

/// The query as the server can run it, with what must be made before it.
std::string fitted(const Connection& connection, const std::string& query) {
  const std::string call = " pg_input_is_valid(";
  if (connection.server_version() >= has_input_is_valid_since || query.find(call) == std::string::npos) return query;
  return input_is_valid + std::string(";\n") + replace_all(query, call, " pg_temp.pg_input_is_valid(");
}

/// "rows" and "values" name what is counted: the first column.
std::string counted(const Rows& rows) {
  std::string what(rows.column_name(0));
  const std::string number(rows.get(0, 0));
  if (number == "1" && what.ends_with('s')) what.pop_back();
  return number + " " + what;
}

std::string row_line(const Rows& rows, std::size_t row) {
  std::vector<std::string> cells;
  for (std::size_t column = 1; column < rows.columns(); ++column)
    cells.push_back(std::string(rows.column_name(column)) + " = " +
                    (rows.is_null(row, column) ? std::string("NULL") : std::string(rows.get(row, column))));
  return "  " + join(cells, ", ");
}

/// What is counted is no row, but a partition that the plan passes over.
Error error_of_partitions(const std::string& number, const std::vector<std::string>& lines, const std::string& query) {
  return database_error(
      "the table has " + number + (number == "1" ? " partition" : " partitions") +
          " that the plan does not know and would pass over:\n" + join(lines, "\n"),
      "say partitions = \"managed elsewhere\" in its table, take this file away and plan from the database: `lockstep "
      "diff @production schema.toml --out DIR`; this finds them again: " +
          query);
}

Error error_of(const Rows& rows, const std::string& query) {
  std::vector<std::string> lines;
  for (std::size_t row = 0; row < rows.size(); ++row) lines.push_back(row_line(rows, row));
  if (rows.column_name(0) == "unknown_partitions")
    return error_of_partitions(std::string(rows.get(0, 0)), lines, query);
  const bool all = std::to_string(rows.size()) == rows.get(0, 0);
  return database_error("it would fail for " + counted(rows) + (all ? ":" : ", the first of which are:") + "\n" +
                            join(lines, "\n"),
                        "mend them; this finds them again: " + query);
}

} // namespace

void require_no_row(const Workplace& work, const std::string& check, bool must_look) {
  const std::string query = fitted(work.connection, check);
  Rows rows;
  try {
    work.connection.exec("BEGIN; SET LOCAL lock_timeout = '10s'; SET LOCAL statement_timeout = 0");
    rows = work.connection.exec(query);
    work.connection.exec("COMMIT");
  } catch (const Error& error) {
    if (!work.connection.alive()) throw;
    work.connection.exec("ROLLBACK");
    if (must_look) {
      Error closed =
          database_error("could not look whether the old and the new shape agree: " + std::string(error.what()),
                         "this asks: " + query + "; --force reconcile goes on without");
      closed.sqlstate = error.sqlstate;
      throw closed;
    }
    work.say("  could not look for rows that stand in the way (" + split(error.what(), '\n').front() + ")");
    return;
  }
  if (rows.size() > 0 && rows.columns() > 1) throw error_of(rows, query);
}

} // namespace lockstep
