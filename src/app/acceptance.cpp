// Allowances are read on the day of the run.
#include "app/acceptance.hpp"

#include <lockstep/suggest.hpp>

#include "app/clock.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace lockstep {

namespace {

Error unknown_hazard(const std::string& given, const std::string& where) {
  std::vector<std::string> names;
  std::vector<std::string> codes;
  for (const KnownHazard& known : known_hazards()) {
    if (!known.refused) continue;
    names.emplace_back(known.name);
    codes.emplace_back(known.code);
  }
  names.emplace_back("all");
  const std::string near = nearest(given, names);
  Error error = find_hazard(given) != nullptr
                    ? usage_error(hazard_label(find_hazard(given)->name) + " is never refused, so nobody need allow it",
                                  "Take it away.")
                    : usage_error("there is no hazard \"" + given + "\" to allow",
                                  near.empty() ? "Known: " + join(names, ", ") + "; or " + join(codes, ", ")
                                               : "Did you mean " + near + "?");
  error.where = where;
  return error;
}

bool is_over(const Allowance& allowance) { return allowance.expires < day_text(now_or_epoch()); }

bool names(const Allowance& allowance, std::string_view hazard) {
  return std::any_of(allowance.hazards.begin(), allowance.hazards.end(), [&](const std::string& given) {
    const KnownHazard* known = find_hazard(given);
    return given == "all" || (known != nullptr && known->name == hazard);
  });
}

/// A line of a file's header: "set_type public.orders.total".
bool is_about(const Allowance& allowance, const std::string& line) {
  const std::string subject = line.substr(std::min(line.find(' ') + 1, line.size()));
  const std::string object = allowance.object.substr(allowance.object.find_last_of(' ') + 1);
  return subject == object || subject.starts_with(object + ".");
}

bool is_used(const Allowance& allowance, const std::vector<ChainFile>& files) {
  return std::any_of(files.begin(), files.end(), [&](const ChainFile& file) {
    const auto& hazards = file.migration.hazards;
    const bool hazard = std::any_of(hazards.begin(), hazards.end(), [&](const std::string& label) {
      return names(allowance, label.substr(label.find(' ') + 1));
    });
    if (!hazard) return false;
    const auto lines = split(file.migration.about, '\n');
    return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) { return is_about(allowance, line); });
  });
}

std::string name_of(const Allowance& allowance) {
  return "the allowance of " + join(allowance.hazards, ", ") + " for " + allowance.object;
}

std::string title_of(const Allowance& allowance) { return allowance.place.text() + ": " + name_of(allowance); }

} // namespace

Accepted accepted_today(const Config& config, const std::set<std::string>& allow) {
  Accepted accepted;
  for (const std::string& name : allow)
    if (!accepted.add(name)) throw unknown_hazard(name, "");
  for (const std::string& name : config.policy.allow)
    if (!accepted.add(name)) throw unknown_hazard(name, (config.root / "lockstep.toml").lexically_normal().string());
  for (const Allowance& allowance : config.allowances)
    for (const std::string& name : allowance.hazards) {
      Accepted probe;
      if (!probe.add(name)) throw unknown_hazard(name, allowance.place.text());
      if (!is_over(allowance)) accepted.add(name, allowance.object);
    }
  return accepted;
}

std::vector<std::string> ended_allowances(const Config& config, const std::string& hazard, const Id& subject) {
  std::vector<std::string> ended;
  for (const Allowance& allowance : config.allowances)
    if (is_over(allowance) && names(allowance, hazard) && covers(allowance.object, subject))
      ended.push_back(title_of(allowance) + " ended on " + allowance.expires);
  return ended;
}

std::vector<Diagnostic> unsound_allowances(const Config& config, const std::vector<ChainFile>& files) {
  std::vector<Diagnostic> findings;
  const auto add = [&](const Allowance& allowance, const char* code, const std::string& rest, std::string hint) {
    findings.push_back({Severity::error, code, allowance.place, name_of(allowance) + rest, std::move(hint), {}});
  };
  for (const Allowance& allowance : config.allowances)
    if (is_over(allowance))
      add(allowance, "expired-allowance", " ended on " + allowance.expires,
          "Take it out; or, where its reason still holds (" + allowance.reason + "), give it a new last day.");
    else if (!is_used(allowance, files))
      add(allowance, "stale-allowance", " matches nothing: no migration has needed it",
          "Take it out, or correct its object and hazards to what the refusal names.");
  return findings;
}

} // namespace lockstep
