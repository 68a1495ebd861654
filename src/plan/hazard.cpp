// Hazards follow from form and context, in one place.
#include "plan/hazard.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace lockstep {

namespace {

constexpr Hazards held_back_hazards = data_loss | breaks_old_code;

Hazards refused_hazards() {
  Hazards refused = no_hazard;
  for (const KnownHazard& known : known_hazards())
    if (known.refused) refused |= known.hazard;
  return refused;
}

} // namespace

const KnownHazard* find_hazard(std::string_view code_or_name) {
  for (const KnownHazard& known : known_hazards())
    if (known.code == upper(code_or_name) || known.name == lower(code_or_name)) return &known;
  return nullptr;
}

bool Scale::is_small(const Id& table) const {
  const TableSize* size = sizes == nullptr ? nullptr : sizes->of(table);
  return size != nullptr && size->rows && small_rows > 0 && *size->rows <= small_rows;
}

bool wants_own_transaction(const Planned& planned) {
  const Form& form = *planned.step.form;
  return planned.step.unit > 0 || form.transaction != Transaction::allowed ||
         (planned.in_use && form.lock != Lock::none);
}

Hazards hazards_of(const Planned& planned) {
  const Form& form = *planned.step.form;
  if (!planned.in_use) return form.hazards & (needs_privilege | needs_superuser | needs_membership | needs_createrole);
  Hazards hazards = form.hazards;
  if (form.transaction == Transaction::outside) hazards |= outside_transaction;
  if (form.cost == Cost::catalog || planned.small) return hazards;
  if (form.cost == Cost::rewrite) hazards |= rewrite;
  const Lock strongest = std::max(form.lock, form.other);
  if (strongest == Lock::access_exclusive)
    hazards |= blocks_reads | blocks_writes;
  else if (strongest >= Lock::share && planned.step.subject.kind != "materialized_view") // nobody writes to one
    hazards |= blocks_writes;
  else
    hazards |= long_scan;
  return hazards;
}

Hazards grave(Hazards hazards) { return hazards & refused_hazards(); }

std::vector<std::string> hazard_names(Hazards hazards) {
  std::vector<std::string> result;
  for (const KnownHazard& known : known_hazards())
    if ((hazards & known.hazard) != 0) result.emplace_back(known.name);
  return result;
}

std::string hazard_label(std::string_view name) {
  const KnownHazard* known = find_hazard(name);
  return (known == nullptr ? std::string() : std::string(known->code) + " ") + std::string(name);
}

namespace {

/// The bit of a hazard that would be refused, all of them for "all", none for anything else.
Hazards acceptable(std::string_view name) {
  if (name == "all") return refused_hazards();
  const KnownHazard* known = find_hazard(name);
  return known == nullptr || !known->refused ? Hazards{no_hazard} : Hazards{known->hazard};
}

} // namespace

bool Accepted::add(std::string_view name) {
  everywhere_ |= acceptable(name);
  return acceptable(name) != no_hazard;
}

bool Accepted::add(std::string_view name, const std::string& object) {
  by_object_[object] |= acceptable(name);
  return acceptable(name) != no_hazard;
}

bool Accepted::holds(Hazard hazard, const Id& subject) const {
  if ((everywhere_ & hazard) != 0) return true;
  return std::any_of(by_object_.begin(), by_object_.end(),
                     [&](const auto& one) { return (one.second & hazard) != 0 && covers(one.first, subject); });
}

bool covers(const std::string& object, const Id& subject) {
  const std::string name = name_text(subject.path);
  return object == name || object == to_text(subject) || name.starts_with(object + ".");
}

std::vector<Refusal> refusals_of(const Plan& plan, const Accepted& accepted) {
  std::vector<Refusal> refusals;
  for (const Planned& planned : plan.steps) {
    const Step& step = planned.step;
    if (!step.refusal.empty()) {
      refusals.push_back({&planned, {}, step.refusal});
      continue;
    }
    Hazards hazards = grave(hazards_of(planned));
    if (step.phase == Phase::contract) hazards &= ~held_back_hazards;
    Hazards missing = no_hazard;
    for (const KnownHazard& known : known_hazards())
      if ((hazards & known.hazard) != 0 && !accepted.holds(known.hazard, step.subject)) missing |= known.hazard;
    if (missing == no_hazard) continue;
    const std::string reason = std::string(step.form->explain) + (step.obstacle.empty() ? "" : " " + step.obstacle);
    refusals.push_back({&planned, hazard_names(missing), reason});
  }
  return refusals;
}

} // namespace lockstep
