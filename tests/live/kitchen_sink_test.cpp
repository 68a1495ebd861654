// The kitchen sink: schemas out of the golden plans that together hold every kind with every field at a value which is
// not its default. On the oldest, the newest and in turn one between, as far as these know all of it, each is realised,
// written as TOML, realised again and written again: the same bytes, and a pg_dump that can read the server sees the
// same database, owners and privileges included.
#include "base/files.hpp"
#include "base/text.hpp"
#include "kinds/kinds.hpp"
#include "support/dump.hpp"
#include "support/golden.hpp"
#include "support/plans.hpp"
#include "support/server.hpp"
#include "toml/schema.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <iterator>
#include <set>

namespace lockstep::test {

namespace {

using Labels = std::set<std::string>;

struct Exception {
  std::string_view label;
  std::string_view reason;
};
constexpr Exception exceptions[] = {
    {"table.access_method", "access methods come with extensions"},
    {"table.detaching", "no schema declares it; partition_test.cpp interrupts a DETACH"},
    {"index.invalid", "no schema declares it; apply_resume_test.cpp dies while building one"},
    {"index.missing", "no schema declares it; apply_resume_test.cpp dies while building one"},
    {"materialized_view_index.invalid", "no schema declares it"},
    {"materialized_view_index.missing", "a materialized view has no partitions"},
    {"function.transforms", "transforms come with extensions for other languages, which not every server has"},
    {"procedure.transforms", "transforms come with extensions for other languages, which not every server has"},
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

/// The oldest major on which the case runs: what it says, or the one that brought the newest of its fields.
int oldest_major(const std::filesystem::path& folder, const State& declared) {
  int oldest = majors[0];
  if (std::filesystem::exists(folder / "case.toml")) {
    const std::string options = read_file(folder / "case.toml");
    const std::string key = "server = ";
    if (const auto at = options.find(key); at != std::string::npos) oldest = std::stoi(options.substr(at + key.size()));
  }
  for (const auto& [id, object] : declared.objects())
    for (const Field& field : object.kind->fields)
      if (object.places.contains(field.key)) oldest = std::max(oldest, field.options.since);
  return oldest;
}

struct Piece {
  std::string name;
  std::string toml;
  int since = 0;
};

/// As few schemas as it takes: each brings a field that none before it has.
std::vector<Piece> kitchen_sink() {
  std::vector<Piece> pieces;
  Labels held;
  for (const auto& folder : golden_cases("plan"))
    for (const char* side : {"to.toml", "from.toml"}) {
      const std::string toml = read_file(folder / side);
      const Declared declared = read_schema_text(toml, side);
      const Labels labels = labels_of(declared.state);
      if (std::includes(held.begin(), held.end(), labels.begin(), labels.end())) continue;
      held.insert(labels.begin(), labels.end());
      pieces.push_back({folder.filename().string() + "/" + side, toml, oldest_major(folder, declared.state)});
    }
  return pieces;
}

Labels go_round(const Piece& piece, int major) {
  const Realised first = realise_text(piece.toml, major);
  const std::string written = write_schema(first.state);
  const Realised second = realise_text(written, major);
  CHECK(write_schema(second.state) == written);
  if (can_dump(major))
    for (const DumpDifference& difference :
         compare_dumps(dump_of(first.database, Owners::included), dump_of(second.database, Owners::included)))
      FAIL_CHECK(difference.what << " " << difference.type << " " << difference.name << "\n" << difference.text);
  for (const Realised* one : {&first, &second}) server_of(major).drop_database(one->database);
  return labels_of(first.state);
}

} // namespace

TEST_CASE("kitchen sink: every field of every kind goes from TOML to a server and back") {
  Labels held;
  std::size_t turn = 0;
  for (const Piece& piece : kitchen_sink()) {
    const int between = majors[1 + turn++ % (std::size(majors) - 2)];
    for (const int major : {majors[0], between, majors[std::size(majors) - 1]}) {
      if (major < piece.since) continue;
      CAPTURE(piece.name);
      CAPTURE(major);
      held.merge(go_round(piece, major));
    }
  }
  std::vector<std::string> missing;
  Labels excused;
  for (const Exception& exception : exceptions) excused.insert(std::string(exception.label));
  for (const Kind* kind : all_kinds())
    for (const Field& field : kind->fields) {
      const std::string label = std::string(kind->name) + "." + std::string(field.key);
      if (!held.contains(label) && !excused.contains(label)) missing.push_back(label);
      CHECK_MESSAGE(!(held.contains(label) && excused.contains(label)), label << " is held: take its exception away");
    }
  CHECK_MESSAGE(missing.empty(), "nothing shows that these survive; add them to a case below tests/golden/plan:\n  "
                                     << join(missing, "\n  "));
}

} // namespace lockstep::test
