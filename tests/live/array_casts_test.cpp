// `IN` over character varying: the server spells it in one way after it was written, and in another after its own
// spelling was read again. To lockstep they are one, on every major.
#include "catalog/read.hpp"
#include "diff/report.hpp"
#include "support/plans.hpp"
#include "support/server.hpp"

#include <doctest/doctest.h>

namespace lockstep::test {

TEST_CASE(
    "array casts: a list of values in an expression is planned, and no difference to what somebody wrote by hand") {
  const std::string toml = "[tables.orders.columns]\nstatus = \"varchar(10)\"\n[tables.orders.checks]\n"
                           "known = \"status IN ('new', 'it''s, paid')\"\n[tables.orders.indexes]\n"
                           "orders_idx = { columns = [\"status\"], where = \"status NOT IN ('new', 'gone')\" }\n"
                           "[views.seen]\nquery = \"SELECT status FROM orders WHERE status IN ('new', 'paid')\"\n";
  for (const int major : majors) {
    CAPTURE(major);
    const Realised nothing = realise_nothing(major);
    const Realised there = realise_text(toml, major);
    CHECK(prove_between(nothing, there, major).files.size() == 1);

    const std::string by_hand = server_of(major).create_database();
    Connection connection(by_hand);
    connection.exec("CREATE TABLE orders (status varchar(10), CONSTRAINT known CHECK (status IN ('new', "
                    "'it''s, paid'))); CREATE INDEX orders_idx ON orders (status) WHERE status NOT IN ('new', "
                    "'gone'); CREATE VIEW seen AS SELECT status FROM orders WHERE status IN ('new', 'paid')");
    CHECK(describe_changes(diff_states(read_state(connection), there.state)) == std::vector<std::string>{});
    for (const std::string& database : {nothing.database, there.database, by_hand})
      server_of(major).drop_database(database);
  }
}

} // namespace lockstep::test
