// The kitchen sink: the example which holds every kind with every field at a value which is not its default, on every
// major with what that major knows. It is realised, written as TOML, realised again and written again: the same bytes,
// and a pg_dump that can read the server sees the same database, owners and privileges included. It is planned out of
// nothing and back to nothing, too.
#include "base/text.hpp"
#include "kinds/kinds.hpp"
#include "plan/prove.hpp"
#include "support/dump.hpp"
#include "support/folder.hpp"
#include "support/golden.hpp"
#include "support/paths.hpp"
#include "support/plans.hpp"
#include "support/server.hpp"
#include "toml/schema.hpp"

#include <doctest/doctest.h>
#include <filesystem>
#include <set>

namespace lockstep::test {

namespace fs = std::filesystem;

namespace {

using Labels = std::set<std::string>;

struct Exception {
  std::string_view label;
  std::string_view reason;
};
constexpr Exception exceptions[] = {
    {"table.detaching", "no schema declares it; partition_test.cpp interrupts a DETACH"},
    {"index.invalid", "no schema declares it; apply_resume_test.cpp dies while building one"},
    {"index.missing", "no schema declares it; apply_resume_test.cpp dies while building one"},
    {"materialized_view_index.invalid", "no schema declares it"},
    {"materialized_view_index.missing", "a materialized view has no partitions"},
    {"column.unvalidated_not_null", "no schema declares it; tests/live makes one on PostgreSQL 18"},
};

/// What the objects say that is not the default.
Labels labels_of(const State& state) {
  Labels labels;
  for (const auto& [id, object] : state.objects()) {
    const auto defaults = object.kind->make();
    for (const Field& field : object.kind->fields)
      if (field.get(object.body.get()) != field.get(defaults.get()))
        labels.insert(std::string(object.kind->name) + "." + std::string(field.key));
  }
  return labels;
}

/// The example as a user of this major puts it together: its schema, and of newer/ what the major knows.
Declared kitchen_sink(int major) {
  const fs::path example = repository() / "schema-examples/kitchen-sink";
  const TemporaryFolder folder;
  fs::copy(example / "schema", folder.path());
  for (int newer = majors[0] + 1; newer <= major; ++newer)
    fs::copy(example / "newer" / (std::to_string(newer) + ".toml"), folder.path());
  return read_schema(folder.path());
}

void expect_same_dump(const Realised& first, const Realised& second, int major) {
  if (!can_dump(major)) return;
  for (const DumpDifference& difference :
       compare_dumps(dump_of(first.database, Owners::included), dump_of(second.database, Owners::included)))
    FAIL_CHECK(difference.what << " " << difference.type << " " << difference.name << "\n" << difference.text);
}

/// What the files of a plan make out of nothing is what the schema says, for pg_dump as well.
void expect_plan_makes(const Realised& first, int major) {
  Realised planned = realise_nothing(major);
  keep_roles_of(planned, first);
  Plan plan = prove_between(planned, first, major).plan;
  CHECK(prove_plan(planned.database, plan, planned.state, first.state));
  expect_same_dump(first, planned, major);
  server_of(major).drop_database(planned.database);
}

Labels go_round(int major) {
  const Realised first = realise_declared(kitchen_sink(major), major);
  CHECK(join(first.state.unknown, "\n") == "");
  const std::string written = write_schema(first.state);
  const Realised second = realise_text(written, major);
  CHECK(unified_diff(written, write_schema(second.state)) == "");
  expect_same_dump(first, second, major);
  expect_plan_makes(first, major);
  const Realised nothing = realise_nothing(major);
  keep_roles_of(nothing, first);
  CHECK_FALSE(prove_between(first, nothing, major).files.empty());
  for (const Realised* one : {&first, &second, &nothing}) server_of(major).drop_database(one->database);
  return labels_of(first.state);
}

/// What a schema of this major could hold and this one does not.
std::vector<std::string> missing_of(const Labels& held, int major) {
  Labels excused;
  for (const Exception& exception : exceptions) excused.insert(std::string(exception.label));
  std::vector<std::string> missing;
  for (const Kind* kind : all_kinds())
    for (const Field& field : kind->fields) {
      const std::string label = std::string(kind->name) + "." + std::string(field.key);
      if (field.options.since <= major && !held.contains(label) && !excused.contains(label)) missing.push_back(label);
      CHECK_MESSAGE(!(held.contains(label) && excused.contains(label)), label << " is held: take its exception away");
    }
  return missing;
}

} // namespace

TEST_CASE("kitchen sink: every field of every kind goes from TOML to a server and back, on every major") {
  for (const int major : majors) {
    CAPTURE(major);
    const std::vector<std::string> missing = missing_of(go_round(major), major);
    CHECK_MESSAGE(missing.empty(), "nothing shows that these survive; add them below schema-examples/kitchen-sink:\n  "
                                       << join(missing, "\n  "));
  }
}

} // namespace lockstep::test
