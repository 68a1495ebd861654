// Real schemas on the majors that this machine does not have: psql feeds a fetched server, lockstep pulls, realises
// what was pulled and plans it, and the states must be the same.
#include <lockstep/lockstep.hpp>

#include "base/text.hpp"
#include "catalog/read.hpp"
#include "diff/report.hpp"
#include "support/dump.hpp"
#include "support/folder.hpp"
#include "support/packages.hpp"
#include "support/plans.hpp"
#include "support/server.hpp"

#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

/// Script → database → TOML → database of another major: the states are the same, and so are the dumps.
void read_back(const std::string& name, int major, const std::string& script) {
  CAPTURE(name);
  CAPTURE(major);
  const Database original(major);
  run_psql(original.conninfo(), script);
  const TemporaryFolder folder;
  PullOptions options;
  options.folder = folder.path().string();
  options.shadow = server_of(major).create_database();
  options.source = original.conninfo();
  options.output = "-";
  const PullResult pulled = pull(options);

  Connection connection(original.conninfo());
  const State live = read_state(connection);
  CHECK(live.server_major == major);
  CHECK(live.objects().size() > 20);
  const Realised realised = realise_text(pulled.schema.content, major);
  CHECK(join(describe_changes(diff_states(live, realised.state)), "\n") == "");
  if (can_dump(major))
    for (const DumpDifference& difference :
         compare_dumps(dump_of(original.conninfo(), Owners::included), dump_of(realised.database, Owners::included)))
      FAIL_CHECK(difference.what << " " << difference.type << " " << difference.name << "\n" << difference.text);
  const ProvenPlan planned = prove_between(realise_nothing(major), realised, major);
  CHECK_FALSE(planned.files.empty());
  server_of(major).drop_database(realised.database);
  server_of(major).drop_database(options.shadow);
}

} // namespace

TEST_CASE("real schemas: the smaller ones on the other majors" * doctest::skip(!has_apt())) {
  const std::pair<std::string, std::string> small[] = {
      {"pdns-backend-pgsql", "usr/share/pdns-backend-pgsql/schema/schema.pgsql.sql"},
      {"freeradius-config", "etc/freeradius/3.0/mods-config/sql/main/postgresql/schema.sql"},
      {"ejabberd", "usr/share/ejabberd/sql/pg.new.sql"}};
  for (const auto& [package, file] : small) {
    const auto script = script_of(package, {file});
    if (!script) continue;
    for (const int major : majors)
      if (major != server().major()) read_back(package, major, *script);
  }
}
