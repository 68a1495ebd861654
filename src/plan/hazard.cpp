// Hazards follow from form and context, in one place.
#include "plan/plan.hpp"

#include "base/text.hpp"

#include <array>
#include <utility>

namespace lockstep {

namespace {
constexpr std::array<std::pair<Hazard, std::string_view>, 8> codes{{{data_loss, "data_loss"},
                                                                    {rewrite, "rewrite"},
                                                                    {blocks_reads, "blocks_reads"},
                                                                    {blocks_writes, "blocks_writes"},
                                                                    {long_scan, "long_scan"},
                                                                    {outside_transaction, "outside_transaction"},
                                                                    {breaks_old_code, "breaks_old_code"},
                                                                    {data_dependent, "data_dependent"}}};

constexpr Hazards refused_hazards = data_loss | rewrite | blocks_reads | blocks_writes | breaks_old_code;
constexpr Hazards held_back_hazards = data_loss | breaks_old_code;
} // namespace

bool wants_own_transaction(const Planned& planned) {
  const Form& form = *planned.step.form;
  return planned.step.unit > 0 || form.transaction != Transaction::allowed ||
         (planned.in_use && form.lock != Lock::none);
}

Hazards hazards_of(const Planned& planned) {
  const Form& form = *planned.step.form;
  if (!planned.in_use) return no_hazard;
  Hazards hazards = form.hazards;
  if (form.transaction == Transaction::outside) hazards |= outside_transaction;
  if (form.cost == Cost::catalog) return hazards;
  if (form.cost == Cost::rewrite) hazards |= rewrite;
  if (form.lock == Lock::access_exclusive)
    hazards |= blocks_reads | blocks_writes;
  else if (form.lock >= Lock::share)
    hazards |= blocks_writes;
  else
    hazards |= long_scan;
  return hazards;
}

Hazards grave(Hazards hazards) { return hazards & refused_hazards; }

std::vector<std::string> hazard_codes(Hazards hazards) {
  std::vector<std::string> result;
  for (const auto& [hazard, code] : codes)
    if ((hazards & hazard) != 0) result.emplace_back(code);
  return result;
}

std::vector<std::string> all_hazard_codes() { return hazard_codes(refused_hazards); }

std::vector<Refusal> refusals_of(const Plan& plan, const std::set<std::string>& allow) {
  std::vector<Refusal> refusals;
  for (const Planned& planned : plan.steps) {
    const Step& step = planned.step;
    if (!step.refusal.empty()) {
      refusals.push_back({step.subject, step.sql, {}, step.refusal});
      continue;
    }
    Hazards hazards = hazards_of(planned) & refused_hazards;
    if (step.phase == Phase::contract) hazards &= ~held_back_hazards;
    std::vector<std::string> missing;
    for (const std::string& code : hazard_codes(hazards))
      if (!allow.contains(code) && !allow.contains("all")) missing.push_back(code);
    if (!missing.empty()) refusals.push_back({step.subject, step.sql, missing, std::string(step.form->explain)});
  }
  return refusals;
}

} // namespace lockstep
