// Random states: a state does not differ from itself, every way between two states is proven, and the order in a file
// does not matter. LOCKSTEP_SEEDS says how many pairs of whole states (1000 at night); without it 50 pairs of small
// ones.
#include <lockstep/error.hpp>

#include "diff/report.hpp"
#include "plan/hazard.hpp"
#include "support/plans.hpp"
#include "support/random_schema.hpp"
#include "support/server.hpp"

#include <cstdlib>
#include <doctest/doctest.h>

namespace lockstep::test {

namespace {

const char* asked() { return std::getenv("LOCKSTEP_SEEDS"); }
std::uint32_t seeds() { return asked() == nullptr ? 50 : static_cast<std::uint32_t>(std::atoi(asked())); }
Size size() { return asked() == nullptr ? Size::small : Size::whole; }
/// LOCKSTEP_FIRST_SEED begins elsewhere.
std::uint32_t first_seed() {
  const char* text = std::getenv("LOCKSTEP_FIRST_SEED");
  return text == nullptr ? 1 : static_cast<std::uint32_t>(std::atoi(text));
}

bool is_refused(const Realised& from, const Realised& to) {
  const std::vector<Change> changes = diff_states(from.state, to.state);
  return !refusals_of(make_plan(from.state, to.state, changes), {"all"}).empty();
}

void drop(const Realised& realised, int major = 0) { server_of(major).drop_database(realised.database); }

} // namespace

TEST_CASE("random states: nothing to nothing, and any state to any other and back") {
  std::uint32_t proven = 0;
  for (std::uint32_t seed = first_seed(); seed < first_seed() + seeds(); ++seed) {
    CAPTURE(seed);
    const int major = seed % 4 == 0 ? majors[0] : 0; // the oldest, and the newest of this machine
    const Realised a = realise_text(random_schema(2 * seed, 0, size()), major);
    const Realised b = realise_text(random_schema(2 * seed + 1, 0, size()), major);
    CHECK(diff_states(a.state, a.state).empty());
    keep_roles_of(a, b);
    for (const auto& [from, to] : {std::pair(&a, &b), std::pair(&b, &a)}) {
      try {
        const Realised there{read_with_rows_of(*from, to->declared), from->database, from->declared};
        if (is_refused(there, *to)) continue;
        (void)prove_between(there, *to, major);
        ++proven;
      } catch (const Error& error) {
        // No cast between the types: the user must say how old values become new ones.
        if (error.exit != Exit::usage)
          FAIL_CHECK(error.full() << (from == &a ? "\nfrom the first to the second" : "\nfrom the second to the first")
                                  << "\n# the first\n"
                                  << random_schema(2 * seed, 0, size()) << "\n# the second\n"
                                  << random_schema(2 * seed + 1, 0, size()) << "\n# end");
      }
    }
    drop(a, major);
    drop(b, major);
  }
  // Refusals are rare: most pairs must have been planned.
  CHECK(proven > seeds());
}

TEST_CASE("random states: the same schema in another order gives the same bytes") {
  const Realised nothing = realise_nothing();
  for (std::uint32_t seed = 100; seed < 106; ++seed) {
    CAPTURE(seed);
    const Realised straight = realise_text(random_schema(seed));
    const Realised shuffled = realise_text(random_schema(seed, 7));
    CHECK(describe_changes(diff_states(straight.state, shuffled.state)).empty());
    keep_roles_of(nothing, straight);
    CHECK(text_of(prove_between(nothing, straight).files) == text_of(prove_between(nothing, shuffled).files));
    drop(straight);
    drop(shuffled);
  }
  drop(nothing);
}

TEST_CASE("random states on every major: created, planned, proven") {
  for (const int major : majors) {
    CAPTURE(major);
    int proven = 0;
    const Realised nothing = realise_nothing(major);
    for (std::uint32_t seed = 500; seed < 503; ++seed) {
      CAPTURE(seed);
      const Realised a = realise_text(random_schema(seed), major);
      const Realised b = realise_text(random_schema(seed + 100), major);
      CHECK(a.state.server_major == major);
      keep_roles_of(nothing, a);
      keep_roles_of(a, b);
      try {
        const ProvenPlan made = prove_between(nothing, a, major);
        CHECK_FALSE(made.files.empty());
        const ProvenPlan changed = prove_between(a, b, major);
        CHECK_FALSE(changed.files.empty());
        ++proven;
      } catch (const Error& error) {
        if (error.exit != Exit::usage) FAIL_CHECK(error.full());
      }
      server_of(major).drop_database(a.database);
      server_of(major).drop_database(b.database);
    }
    server_of(major).drop_database(nothing.database);
    CHECK(proven > 0);
  }
}

} // namespace lockstep::test
