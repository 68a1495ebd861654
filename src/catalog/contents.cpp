// Contents of tables, read by what is declared of them.
#include "catalog/contents.hpp"

#include <lockstep/error.hpp>

#include "model/kind.hpp"

#include <algorithm>
#include <charconv>

namespace lockstep {

namespace {

const Field& records_field(const Kind& kind) {
  return *std::find_if(kind.fields.begin(), kind.fields.end(),
                       [](const Field& field) { return field.shape == Shape::records; });
}

std::vector<Record> records_of(const Rows& rows) {
  std::vector<Record> records(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row)
    for (std::size_t column = 0; column < rows.columns(); ++column) {
      auto& cell = records[row][std::string(rows.column_name(column))];
      if (!rows.is_null(row, column)) cell = std::string(rows.get(row, column));
    }
  return records;
}

bool is_whole_number(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  return problem == std::errc() && end == text.data() + text.size();
}

/// By the key, numbers as numbers: no collation of a server has a say.
void sort_records(Records& records) {
  const auto cell = [](const Record& record, const std::string& column) {
    const auto found = record.find(column);
    return found == record.end() ? std::optional<std::string>() : found->second;
  };
  for (auto column = records.key.rbegin(); column != records.key.rend(); ++column) {
    const bool numbers = std::all_of(records.list.begin(), records.list.end(), [&](const Record& record) {
      return is_whole_number(cell(record, *column).value_or(""));
    });
    std::stable_sort(records.list.begin(), records.list.end(), [&](const Record& one, const Record& other) {
      const auto a = cell(one, *column);
      const auto b = cell(other, *column);
      return numbers ? std::stoll(*a) < std::stoll(*b) : a < b;
    });
  }
}

/// A key that the column of this database can not hold is the key of none of its rows.
Rows read_or_none(Connection& connection, const std::string& sql) {
  connection.exec("SAVEPOINT contents");
  try {
    Rows rows = connection.exec(sql);
    connection.exec("RELEASE SAVEPOINT contents");
    return rows;
  } catch (const Error& error) {
    const bool misfit = error.sqlstate.starts_with("22") || error.sqlstate == "42883" || error.sqlstate == "42804";
    if (!misfit || !connection.alive()) throw;
    connection.exec("ROLLBACK TO SAVEPOINT contents");
    return connection.exec("SELECT WHERE false");
  }
}

} // namespace

void read_contents(Connection& connection, const std::vector<Object>& wanted, State& state) {
  std::vector<Id> found;
  for (const Object& asked : wanted) {
    const std::string sql = asked.kind->contents_sql(asked, state);
    if (sql.empty()) continue;
    const Field& field = records_field(*asked.kind);
    const std::shared_ptr<void> body = asked.kind->make();
    for (const Field& other : asked.kind->fields) other.set(body.get(), other.get(asked.body.get()));
    Records records = std::get<Records>(field.get(body.get()));
    records.list = records_of(read_or_none(connection, sql));
    if (records.list.size() > most_records)
      throw usage_error(to_text(asked.id) + ": the table holds more than " + std::to_string(most_records) +
                            " rows, too many for reference data",
                        "Declare the few that code knows, without `prune`: then no others are read.");
    sort_records(records);
    field.set(body.get(), records);
    Object object = asked;
    object.body = body;
    object.places = {};
    object.hints = {};
    found.push_back(object.id);
    state.put(std::move(object));
  }
  for (const Id& id : found) {
    const Object& object = *state.find(id);
    for (const Id& need : object.kind->contents_need(object, state)) state.need(id, need);
  }
}

} // namespace lockstep
