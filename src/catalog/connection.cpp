// One connection to a PostgreSQL server, over libpqxx. libpq's event hook sees every result before libpqxx turns it
// into an exception, so that the server's error fields (position, detail, hint) arrive whole and in any language.
#include "catalog/connection.hpp"

#include "base/text.hpp"
#include "catalog/connect.hpp"
#include "lockstep/error.hpp"

#include <charconv>
#include <cstdlib>
#include <libpq-events.h>
#include <libpq-fe.h>
#include <pqxx/pqxx>
#include <sys/socket.h>

namespace lockstep {
namespace {

std::string field(const PGresult* result, int code) {
  const char* text = PQresultErrorField(result, code);
  return text == nullptr ? std::string() : std::string(text);
}

/// What the server said about the statement that failed.
struct ServerError {
  std::string message, sqlstate, hint;
  int position = 0;
};

void append_line(std::string& text, std::string_view label, const std::string& value) {
  if (!value.empty()) text.append("\n").append(label).append(":  ").append(value);
}

ServerError read_error(const PGresult* result) {
  ServerError error{field(result, PG_DIAG_MESSAGE_PRIMARY), field(result, PG_DIAG_SQLSTATE),
                    field(result, PG_DIAG_MESSAGE_HINT), std::atoi(field(result, PG_DIAG_STATEMENT_POSITION).c_str())};
  append_line(error.message, "DETAIL", field(result, PG_DIAG_MESSAGE_DETAIL));
  append_line(error.message, "QUERY", field(result, PG_DIAG_INTERNAL_QUERY));
  append_line(error.message, "CONTEXT", field(result, PG_DIAG_CONTEXT));
  return error;
}

std::string notice_text(const PGresult* result) {
  std::string text = field(result, PG_DIAG_SEVERITY_NONLOCALIZED);
  if (text.empty()) text = "NOTICE";
  text += ":  " + field(result, PG_DIAG_MESSAGE_PRIMARY);
  append_line(text, "DETAIL", field(result, PG_DIAG_MESSAGE_DETAIL));
  append_line(text, "HINT", field(result, PG_DIAG_MESSAGE_HINT));
  return text;
}

/// What libpq's hooks write to; its address stays the same as long as the connection lives.
struct Heard {
  ServerError error;
  ServerError last_words; ///< the FATAL message with which the server closes a connection
  std::function<void(const std::string&)> on_notice;
  const PGresult* latest = nullptr; ///< the result that was made last
};

int on_event(PGEventId id, void* info, void* heard) {
  if (id != PGEVT_RESULTCREATE) return 1;
  const PGresult* result = static_cast<PGEventResultCreate*>(info)->result;
  static_cast<Heard*>(heard)->latest = result;
  if (PQresultStatus(result) == PGRES_FATAL_ERROR) static_cast<Heard*>(heard)->error = read_error(result);
  return 1;
}

void on_notice_result(void* heard, const PGresult* result) {
  auto& [error, last_words, handler, latest] = *static_cast<Heard*>(heard);
  if (field(result, PG_DIAG_SEVERITY_NONLOCALIZED) == "FATAL") last_words = read_error(result);
  if (handler) handler(notice_text(result));
}

#if PQXX_VERSION_MAJOR < 7
/// libpqxx 6 adopts an open PGconn only by way of a policy. It neither reopens it nor frees it.
class Adopt : public pqxx::connectionpolicy {
public:
  explicit Adopt(PGconn* raw) : connectionpolicy(std::string()), raw_(raw) {}
  handle do_startconnect(handle) override {
    if (PQstatus(raw_) != CONNECTION_OK) throw pqxx::broken_connection();
    return raw_;
  }
  handle do_completeconnect(handle known) override { return known; }
  handle do_dropconnect(handle) noexcept override { return nullptr; }
  handle do_disconnect(handle) noexcept override { return nullptr; }

private:
  PGconn* raw_;
};

class Link : public pqxx::connection_base {
public:
  explicit Link(PGconn* raw) : connection_base(policy_), policy_(raw) { init(); }
  ~Link() noexcept { close(); }
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;
  pqxx::connection_base& connection() { return *this; }

private:
  Adopt policy_;
};

pqxx::result exec_with(pqxx::nontransaction& work, const std::string& sql,
                       const std::vector<std::optional<std::string>>& parameters) {
  std::vector<const char*> values;
  for (const auto& value : parameters) values.push_back(value ? value->c_str() : nullptr);
  return work.exec_params(sql, pqxx::prepare::make_dynamic_params(values));
}
#else
/// libpqxx 7 and 8 take the PGconn over; it is taken back before they would free it.
class Link {
public:
  explicit Link(PGconn* raw) : connection_(pqxx::connection::seize_raw_connection(raw)) {}
  ~Link() { (void)std::move(connection_).release_raw_connection(); }
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;
  pqxx::connection& connection() { return connection_; }

private:
  pqxx::connection connection_;
};

pqxx::result exec_with(pqxx::nontransaction& work, const std::string& sql,
                       const std::vector<std::optional<std::string>>& values) {
  pqxx::params parameters;
  for (const auto& value : values) {
    if (value)
      parameters.append(*value);
    else
      parameters.append();
  }
#if PQXX_VERSION_MAJOR > 7 || PQXX_VERSION_MINOR >= 10
  return work.exec(sql, parameters);
#else
  return work.exec_params(sql, parameters);
#endif
}
#endif

} // namespace

struct Rows::Data {
  pqxx::result result;
  const PGresult*
      raw; ///< what `result` holds: cells are read by the hundred thousand, and libpqxx copies itself for each
};

std::size_t Rows::size() const { return data ? static_cast<std::size_t>(data->result.size()) : 0; }
std::size_t Rows::columns() const { return data ? static_cast<std::size_t>(data->result.columns()) : 0; }
std::size_t Rows::affected() const { return data ? static_cast<std::size_t>(data->result.affected_rows()) : 0; }

std::string_view Rows::column_name(std::size_t column) const {
  return data->result.column_name(static_cast<pqxx::row::size_type>(column));
}

std::size_t Rows::column(std::string_view name) const {
  for (std::size_t i = 0; i < columns(); ++i)
    if (column_name(i) == name) return i;
  throw database_error("the query's result has no column \"" + std::string(name) + "\"");
}

std::int64_t Rows::number(std::size_t row, std::size_t column) const {
  const std::string_view text = get(row, column);
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool Rows::is_null(std::size_t row, std::size_t column) const {
  return PQgetisnull(data->raw, static_cast<int>(row), static_cast<int>(column)) != 0;
}

std::string_view Rows::get(std::size_t row, std::size_t column) const {
  if (is_null(row, column)) return {};
  const int r = static_cast<int>(row);
  const int c = static_cast<int>(column);
  return {PQgetvalue(data->raw, r, c), static_cast<std::size_t>(PQgetlength(data->raw, r, c))};
}

struct Connection::Impl {
  // Declared before the link: libpq's hooks point here until the link is closed.
  Heard heard;
  std::string description;
  RawConnection raw;
  std::unique_ptr<Link> link;

  template <typename Run> Rows run(const std::string& sql, Run&& statement) {
    heard.error = {};
    try {
      pqxx::nontransaction work(link->connection());
      Rows rows;
      const pqxx::result result = statement(work);
      rows.data = std::make_shared<Rows::Data>(Rows::Data{result, heard.latest});
      return rows;
    } catch (const std::exception& failure) {
      throw translate(failure, sql);
    }
  }

  Error translate(const std::exception& failure, const std::string& sql) const {
    const ServerError& said = heard.error;
    const bool lost = PQstatus(raw.get()) != CONNECTION_OK;
    Error error = database_error(said.message.empty() ? std::string(trim(failure.what())) : said.message, said.hint);
    error.sqlstate = said.sqlstate;
    if (lost) {
      const std::string why = heard.last_words.message.empty() ? said.message : heard.last_words.message;
      error = database_error("the connection to the server was lost" + (why.empty() ? "" : ": " + why),
                             "the server's log says why");
      error.sqlstate = heard.last_words.sqlstate;
    }
    error.sql = sql;
    error.position = said.position;
    error.where = description;
    return error;
  }
};

Connection::Connection(const std::string& conninfo) : impl_(std::make_unique<Impl>()) {
  RawConnection raw = open_raw(conninfo);
  impl_->description = describe_raw(raw.get());
  if (const int version = PQserverVersion(raw.get()); version / 10000 < oldest_major) {
    Error error = database_error("the server is PostgreSQL " + std::to_string(version / 10000) +
                                     ", which is too old: lockstep needs " + std::to_string(oldest_major) + " or newer",
                                 "upgrade the server");
    error.where = impl_->description;
    throw error;
  }
  PQregisterEventProc(raw.get(), &on_event, "lockstep", &impl_->heard);
  PQsetNoticeReceiver(raw.get(), &on_notice_result, &impl_->heard);
  impl_->raw = std::move(raw);
  try {
    impl_->link = std::make_unique<Link>(impl_->raw.get());
  } catch (const std::exception& failure) {
    throw impl_->translate(failure, {});
  }
}

Connection::~Connection() = default;
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;

Rows Connection::exec(const std::string& sql) {
  return impl_->run(sql, [&](pqxx::nontransaction& work) { return work.exec(sql); });
}

Rows Connection::exec(const std::string& sql, const std::vector<std::optional<std::string>>& parameters) {
  return impl_->run(sql, [&](pqxx::nontransaction& work) { return exec_with(work, sql, parameters); });
}

void Connection::on_notice(std::function<void(const std::string&)> handler) {
  impl_->heard.on_notice = std::move(handler);
}

int Connection::server_version() const { return PQserverVersion(impl_->raw.get()); }
int Connection::backend_pid() const { return PQbackendPID(impl_->raw.get()); }
const std::string& Connection::describe() const { return impl_->description; }

bool Connection::alive() const {
  PGconn* raw = impl_->raw.get();
  // What is left to read on an idle connection is a farewell or a notice; then comes the end of the stream.
  char byte = 0;
  while (PQstatus(raw) == CONNECTION_OK) {
    const auto waiting = ::recv(PQsocket(raw), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    if (waiting < 0) return true;
    if (waiting == 0 || PQconsumeInput(raw) == 0) return false;
    (void)PQisBusy(raw); // hands what was read to the notice receiver
  }
  return false;
}

} // namespace lockstep
