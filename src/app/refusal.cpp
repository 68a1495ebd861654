// Each refusal says what it costs where the sizes of tables are known.
#include "app/refusal.hpp"

#include "app/acceptance.hpp"
#include "base/text.hpp"
#include "plan/estimate.hpp"

#include <algorithm>

namespace lockstep {

namespace {

bool has(const Refusal& refusal, Hazard hazard) {
  return (hazards_of(*refusal.planned) & hazard) != 0 &&
         std::find(refusal.hazards.begin(), refusal.hazards.end(), hazard_names(hazard).front()) !=
             refusal.hazards.end();
}

std::string blocked(const Refusal& refusal, const Sizes* sizes) {
  const Planned& planned = *refusal.planned;
  const Form& form = *planned.step.form;
  const std::string work = form.cost == Cost::rewrite ? "rewrite" : form.cost == Cost::build ? "build" : "scan";
  std::string text = form.lock == Lock::access_exclusive ? "reads and writes of " : "writes to ";
  text += name_text(planned.step.table.path);
  if (form.other >= Lock::share) text += " (and of what it refers to)";
  const auto estimate = sizes == nullptr ? std::nullopt : estimate_of(planned, *sizes);
  if (!estimate)
    return text + ", for as long as the " + work + " takes; `lockstep pull --stats @production` makes it known";
  return text + ", for " + to_text(*estimate) + ", by the sizes of " + sizes->taken;
}

std::string lost(const Step& step, const Sizes* sizes) {
  std::string text = "what " + to_text(step.subject) + " holds";
  const TableSize* size = sizes == nullptr ? nullptr : sizes->of(step.table);
  if (size != nullptr && size->rows) text += ", in about " + count_of(static_cast<std::size_t>(*size->rows), "row");
  return text + "; no statement brings it back";
}

} // namespace

std::string text_of(const Refusal& refusal, const Config& config, const Sizes* sizes) {
  const Step& step = refusal.step();
  std::string text = to_text(step.subject) + ": " + refusal.reason;
  if (!step.sql.empty()) text += "\n  " + replace_all(step.sql, "\n", "\n  ");
  if (refusal.hazards.empty()) return text + "\n  No --allow helps: change the schema, and run the same command again.";
  if (has(refusal, data_loss)) text += "\n  Lost: " + lost(step, sizes);
  if (has(refusal, rewrite) || has(refusal, blocks_reads) || has(refusal, blocks_writes))
    text += "\n  Blocked: " + blocked(refusal, sizes);
  if (has(refusal, breaks_old_code))
    text += "\n  Broken: application code that uses " + to_text(step.subject) + " as it is now, from the commit on";
  std::vector<std::string> labels;
  std::vector<std::string> allows;
  std::vector<std::string> ended;
  for (const std::string& name : refusal.hazards) {
    labels.push_back(hazard_label(name));
    allows.push_back("--allow " + name);
    for (std::string& line : ended_allowances(config, name, step.subject))
      if (std::find(ended.begin(), ended.end(), line) == ended.end()) ended.push_back(std::move(line));
  }
  text += "\n  Hazards: " + join(labels, ", ");
  for (const std::string& line : ended) text += "\n  " + line;
  return text + "\n  To do it all the same: " + join(allows, " ");
}

} // namespace lockstep
