// The numbers of a column go on when they come from somewhere else.
#include "emit/native.hpp"
#include "live/apply_bench.hpp"
#include "support/plans.hpp"
#include "support/server.hpp"

#include <doctest/doctest.h>

namespace lockstep::test {

namespace {

const std::string serial = R"toml(
[sequences."Order numbers"]
owned_by = "orders.id"
[tables.orders]
primary_key = ["id"]
[tables.orders.columns]
id = { type = "integer", not_null = true, default = "nextval('\"Order numbers\"')" }
note = "text"
)toml";

const std::string identity = R"toml(
[tables.orders]
primary_key = ["id"]
[tables.orders.columns]
id = { type = "integer", not_null = true, identity = "by default" }
note = "text"
)toml";

std::string next_number(Connection& connection) {
  return query(connection, "INSERT INTO orders (note) VALUES ('one more') RETURNING id")[0][0];
}

} // namespace

TEST_CASE("identity: a serial column that becomes an identity, and one that becomes serial, counts on") {
  for (const int major : {14, 18})
    for (const bool there : {true, false}) {
      CAPTURE(major);
      CAPTURE(there);
      const Realised from = realise_text(there ? serial : identity, major);
      const Realised to = realise_text(there ? identity : serial, major);
      const std::vector<Migration> files = prove_between(from, to, major).files;
      Connection connection(from.database);
      for (int n = 1; n <= 3; ++n) CHECK(next_number(connection) == std::to_string(n));
      int expected = 4;
      for (const Migration& file : files) {
        replay_file(connection, make_file(native_file_name(file), write_native(file)));
        CHECK(next_number(connection) == std::to_string(expected++));
      }
    }
}

} // namespace lockstep::test
