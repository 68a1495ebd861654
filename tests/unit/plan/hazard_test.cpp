// Hazards by code and by name, who accepts them where, estimates, and the table that tells about all of them.
#include "kinds/column.hpp"
#include "kinds/index.hpp"
#include "plan/estimate.hpp"
#include "plan/hazard.hpp"
#include "plan/recipes/recipe.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <set>

using namespace lockstep;

namespace {

const Id orders{"table", {"public", "orders"}};
const Id note{"column", {"public", "orders", "note"}};

Planned planned_with(const Form& form) {
  Planned planned;
  planned.step.form = &form;
  planned.step.subject = note;
  planned.step.table = orders;
  planned.in_use = true;
  return planned;
}

} // namespace

TEST_CASE("hazards: codes and names find the same, codes are sorted, unique and of their class") {
  std::set<std::string_view> codes;
  std::string_view last;
  Hazards all = no_hazard;
  for (const KnownHazard& known : known_hazards()) {
    CAPTURE(known.code);
    CHECK(known.code > last);
    last = known.code;
    CHECK(codes.insert(known.code).second);
    CHECK(known.code.substr(0, 2) == "LS");
    CHECK(known.code.size() == 5);
    CHECK((all & known.hazard) == 0);
    all |= known.hazard;
    CHECK(find_hazard(known.code) == &known);
    CHECK(find_hazard(known.name) == &known);
    CHECK(hazard_label(known.name) == std::string(known.code) + " " + std::string(known.name));
  }
  CHECK(all == (needs_createrole << 1U) - 1);
  CHECK(find_hazard("ls201") == find_hazard("rewrite"));
  CHECK(find_hazard("LS999") == nullptr);
}

TEST_CASE("hazards: every one and every recipe is explained in full") {
  std::set<std::string_view> codes;
  const auto is_whole = [](const Lesson& lesson) {
    for (const std::string_view part : {lesson.what, lesson.lock, lesson.way, lesson.bad, lesson.good})
      if (part.empty()) return false;
    return true;
  };
  for (const KnownHazard& known : known_hazards()) {
    CAPTURE(known.code);
    CHECK(is_whole(known.lesson));
    CHECK_FALSE(known.lesson.why.empty());
    CHECK_FALSE(known.lesson.title.empty());
  }
  for (const RecipeLesson& one : recipe_lessons()) {
    CAPTURE(one.code);
    CHECK(codes.insert(one.code).second);
    CHECK(find_hazard(one.code) == nullptr);
    CHECK(is_whole(one.lesson));
    CHECK((one.recipe != nullptr || (!one.lesson.why.empty() && !one.lesson.title.empty())));
  }
  const auto lessons = recipe_lessons();
  for (const Recipe& recipe : all_recipes()) {
    const bool told = std::any_of(lessons.begin(), lessons.end(), [&](const RecipeLesson& one) {
      return one.recipe != nullptr && one.recipe->with == recipe.with && one.recipe->replaces == recipe.replaces;
    });
    CHECK_MESSAGE(told, "`explain` has nothing on \"" << recipe.name << "\": add it to src/plan/recipes/lessons.cpp");
  }
}

TEST_CASE("hazards: a small table is neither blocked nor rewritten, what breaks or loses stays") {
  Planned planned = planned_with(column::set_type_rewriting);
  CHECK(hazards_of(planned) == (rewrite | blocks_reads | blocks_writes | data_dependent | breaks_old_code));
  planned.small = true;
  CHECK(hazards_of(planned) == (data_dependent | breaks_old_code));
  planned.in_use = false;
  CHECK(hazards_of(planned) == no_hazard);
}

TEST_CASE("hazards: accepted everywhere, or for an object and what is below it") {
  Accepted accepted{"LS301"};
  CHECK(accepted.holds(breaks_old_code, note));
  CHECK_FALSE(accepted.holds(rewrite, note));
  CHECK(accepted.add("rewrite", "public.orders"));
  CHECK(accepted.holds(rewrite, orders));
  CHECK(accepted.holds(rewrite, note));
  CHECK_FALSE(accepted.holds(rewrite, {"table", {"public", "orders_old"}}));
  CHECK_FALSE(accepted.holds(blocks_reads, note));
  CHECK(accepted.add("LS202", "column public.orders.note"));
  CHECK(accepted.holds(blocks_reads, note));
  CHECK_FALSE(accepted.add("data_dependent"));
  CHECK_FALSE(accepted.add("no_such"));
  CHECK(Accepted{"all"}.holds(data_loss, orders));
}

TEST_CASE("estimates: from the size of the table and the class of the work") {
  Sizes sizes{16, "2026-11-22", {}};
  sizes.tables["public.orders"] = {1000000, 48000000000, {{"orders_pkey", 2000000000}}};
  const auto text = [&](const Form& form) {
    const auto estimate = estimate_of(planned_with(form), sizes);
    return estimate ? to_text(*estimate) : "nothing";
  };
  CHECK(text(column::set_not_null) == "about 4 min (48 GB at 200 MB/s)");
  CHECK(text(column::set_default) == "nothing");
  CHECK(text(index::create) == "about 16 min (48 GB at 50 MB/s)");
  CHECK(text(index::create_concurrently) == "about 32 min (48 GB at 25 MB/s)");
  CHECK(text(column::set_type_rewriting) == "about 21 min (50 GB at 40 MB/s)");
  CHECK(text(column::analyze) == "about 1 s (246 MB at 200 MB/s)");
  Planned elsewhere = planned_with(column::set_not_null);
  elsewhere.step.table = {"table", {"public", "unknown"}};
  CHECK_FALSE(estimate_of(elsewhere, sizes).has_value());
  CHECK(duration_in_words(0.2) == "under a second");
  CHECK(duration_in_words(20000) == "about 6 h");
  CHECK(duration_in_words(400000) == "about 5 days");
}

TEST_CASE("estimates: small is what is counted, and only where somebody says how small") {
  Sizes sizes{16, "2026-11-22", {}};
  sizes.tables["public.orders"] = {1000, 80000, {}};
  sizes.tables["public.uncounted"] = {std::nullopt, 0, {}};
  CHECK(Scale{&sizes, 1000}.is_small(orders));
  CHECK_FALSE(Scale{&sizes, 999}.is_small(orders));
  CHECK_FALSE(Scale{&sizes, 0}.is_small(orders));
  CHECK_FALSE(Scale{&sizes, 1000}.is_small({"table", {"public", "uncounted"}}));
  CHECK_FALSE(Scale{&sizes, 1000}.is_small({"table", {"public", "unknown"}}));
  CHECK_FALSE(Scale{nullptr, 1000}.is_small(orders));
}
