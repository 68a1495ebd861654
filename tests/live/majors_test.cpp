// A live server of another major than the shadow's: views and expressions are spelled by each major in its own way, and
// this must not show as a difference.
#include <lockstep/lockstep.hpp>

#include "base/text.hpp"
#include "catalog/read.hpp"
#include "diff/change.hpp"
#include "support/plans.hpp"
#include "support/project.hpp"
#include "support/server.hpp"

#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

const std::string schema = R"toml(schema = "public"
extensions = ["hstore"]

[tables.customers.columns]
id   = { type = "bigint", primary_key = true }
name = { type = "text", not_null = true }

[tables.orders.columns]
id          = { type = "bigint", identity = "always", primary_key = true }
customer_id = { type = "bigint", references = "customers(id)" }
total       = { type = "numeric(10,2)", default = 0, check = "total >= 0" }
extra       = "hstore"

[views]
large = "SELECT id, total FROM orders WHERE total > 100"
named = "SELECT o.id, c.name FROM orders o JOIN customers c ON c.id = o.customer_id"
)toml";

/// The program's functions on a live server of `major`, with the shadow on this machine's own.
struct Place {
  explicit Place(int major) : live(realise_text(schema, major).database), shadow(server().create_database()) {
    project.write("schema.toml", schema);
  }
  ~Place() { server().drop_database(shadow); }
  template <typename Options> Options options() {
    Options result;
    result.folder = project.path().string();
    result.shadow = shadow;
    result.say = [this](const std::string& text) { said += text + "\n"; };
    return result;
  }
  TemporaryProject project;
  std::string live;
  std::string shadow;
  std::string said;
};

} // namespace

TEST_CASE("majors: a view reads differently on another major, which is why states must be brought to one") {
  const Realised old = realise_text(schema, 15);
  const Realised fresh = realise_text(schema, 18);
  CHECK_FALSE(diff_states(old.state, fresh.state).empty());
}

TEST_CASE("majors: drift and diff see no difference where only the majors differ") {
  for (const int major : {14, 18}) {
    CAPTURE(major);
    Place place(major);
    auto drifting = place.options<DriftOptions>();
    drifting.source = place.live;
    drifting.against = "schema.toml";
    CHECK(join(drift(drifting).differences(), "\n") == "");
    CHECK(place.said.find("is PostgreSQL " + std::to_string(major)) != std::string::npos);

    auto comparing = place.options<DiffOptions>();
    comparing.from = "schema.toml";
    comparing.to = place.live;
    CHECK(join(diff(comparing).changes, "\n") == "");

    // A difference is still one, and the way is proven.
    Connection(place.live).exec("ALTER TABLE orders ADD COLUMN note text");
    std::swap(comparing.from, comparing.to);
    comparing.allow = {"all"};
    const DiffResult dropped = diff(comparing);
    CHECK(dropped.changes == std::vector<std::string>{"- column public.orders.note"});
    CHECK_FALSE(dropped.files.empty());
  }
}

TEST_CASE("majors: two live servers of different majors") {
  Place place(14);
  const Realised fresh = realise_text(schema, 18);
  auto comparing = place.options<DiffOptions>();
  comparing.from = place.live;
  comparing.to = fresh.database;
  CHECK(join(diff(comparing).changes, "\n") == "");
}

TEST_CASE("majors: pull from another major writes what it proves, and a baseline") {
  Place place(18);
  auto pulling = place.options<PullOptions>();
  pulling.source = place.live;
  pulling.output = "pulled.toml";
  pulling.baseline = true;
  const PullResult pulled = pull(pulling);
  CHECK(pulled.baseline.size() == 1);
  auto comparing = place.options<DiffOptions>();
  comparing.from = "schema.toml";
  comparing.to = "pulled.toml";
  CHECK(join(diff(comparing).changes, "\n") == "");
}
