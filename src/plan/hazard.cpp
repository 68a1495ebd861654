// Hazards follow from form and context, in one place.
#include "plan/plan.hpp"

#include "base/text.hpp"

#include <array>

namespace lockstep {

namespace {
struct Known {
  Hazard hazard;
  std::string_view name;
  std::string_view code; ///< LS1 data, LS2 blocking, LS3 applications, LS4 rows that do not fit, LS5 rights
};
constexpr std::array<Known, 9> all_known{{{data_loss, "data_loss", "LS101"},
                                          {rewrite, "rewrite", "LS201"},
                                          {blocks_reads, "blocks_reads", "LS202"},
                                          {blocks_writes, "blocks_writes", "LS203"},
                                          {long_scan, "long_scan", "LS204"},
                                          {outside_transaction, "outside_transaction", "LS205"},
                                          {breaks_old_code, "breaks_old_code", "LS301"},
                                          {data_dependent, "data_dependent", "LS401"},
                                          {needs_privilege, "needs_privilege", "LS501"}}};

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

std::vector<std::string> hazard_names(Hazards hazards) {
  std::vector<std::string> result;
  for (const Known& known : all_known)
    if ((hazards & known.hazard) != 0) result.emplace_back(known.name);
  return result;
}

std::string hazard_label(const std::string& name) {
  for (const Known& known : all_known)
    if (known.name == name) return std::string(known.code) + " " + name;
  return name;
}

std::string hazard_name(const std::string& name_or_code) {
  for (const Known& known : all_known)
    if (known.code == upper(name_or_code)) return std::string(known.name);
  return name_or_code;
}

std::vector<std::string> all_hazard_names() { return hazard_names(refused_hazards); }

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
    for (const std::string& name : hazard_names(hazards))
      if (!allow.contains(name) && !allow.contains("all")) missing.push_back(name);
    if (!missing.empty()) refusals.push_back({step.subject, step.sql, missing, std::string(step.form->explain)});
  }
  return refusals;
}

} // namespace lockstep
