// One connection to a PostgreSQL server: the only place that knows libpqxx.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

/// The rows of a query, all as text.
class Rows {
public:
  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] std::size_t columns() const;
  [[nodiscard]] std::string_view column_name(std::size_t column) const;
  /// Position of the column with this name; throws Error when there is none.
  [[nodiscard]] std::size_t column(std::string_view name) const;
  [[nodiscard]] bool is_null(std::size_t row, std::size_t column) const;
  /// The text of a cell, empty with no data() for null. Valid as long as the Rows are.
  [[nodiscard]] std::string_view get(std::size_t row, std::size_t column) const;
  /// The whole number in a cell, 0 for null and where there is none.
  [[nodiscard]] std::int64_t number(std::size_t row, std::size_t column) const;
  [[nodiscard]] std::size_t affected() const;

  struct Data;
  std::shared_ptr<const Data> data;
};

/// Errors of the server arrive as Error (exit 3): `what()` is the server's message, followed by its DETAIL, QUERY and
/// CONTEXT lines when it gave them; `hint` is its hint; sql, sqlstate and position are set.
class Connection {
public:
  /// Connects by URL or libpq connection string. The password never appears in an error. Throws Error: usage when the
  /// string can not be read, database when the server can not be reached, refuses, or is older than PostgreSQL 14.
  explicit Connection(const std::string& conninfo);
  ~Connection();
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;

  /// Runs one simple-protocol query string in autocommit (several statements in it are one implicit transaction).
  Rows exec(const std::string& sql);
  /// Runs one statement with $1… parameters; an empty optional is NULL.
  Rows exec(const std::string& sql, const std::vector<std::optional<std::string>>& parameters);
  /// Called for every notice of the server until replaced ("NOTICE:  text", then "DETAIL:  …" and "HINT:  …" lines, the
  /// severity always in English); pass an empty function to stop. Notices are dropped while there is no handler.
  void on_notice(std::function<void(const std::string&)> handler);

  [[nodiscard]] int server_version() const; ///< server_version_num: 150018
  [[nodiscard]] int server_major() const { return server_version() / 10000; }
  [[nodiscard]] int backend_pid() const;
  /// host, port, database and user, without the password: for messages.
  [[nodiscard]] const std::string& describe() const;
  /// False once the server has closed the connection.
  [[nodiscard]] bool alive() const;

private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The oldest PostgreSQL that lockstep speaks with.
inline constexpr int oldest_major = 14;

/// The connection string with its passwords replaced by "****", for messages. Takes URLs and key=value strings.
[[nodiscard]] std::string without_password(const std::string& conninfo);
/// The same connection to another database of the server, as a key=value string. Throws Error (usage).
[[nodiscard]] std::string with_database(const std::string& conninfo, const std::string& database);
/// The database that the connection string names, empty when it leaves that to libpq. Throws Error (usage).
[[nodiscard]] std::string database_of(const std::string& conninfo);
/// `value` as the value of a key=value connection string, quoted where needed.
[[nodiscard]] std::string conninfo_value(std::string_view value);
/// PostgreSQL's array output ({a,"b c",NULL}) as a list; NULL becomes the empty string. One dimension.
[[nodiscard]] std::vector<std::string> parse_array(std::string_view text);

} // namespace lockstep
