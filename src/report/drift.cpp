// Drift in its own words; code hosts are told through the formats of findings.
#include "report/drift.hpp"

#include "base/text.hpp"
#include "report/findings.hpp"

#include <array>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace lockstep::report {

namespace {

using Json = nlohmann::ordered_json;
using Results = std::vector<DriftResult>;

std::string text_of(const DriftFinding& finding) {
  std::string text = finding.message + "\n    " + word_of(finding.severity);
  if (finding.code != "missing" && finding.code != "unexpected" && finding.code != "differs")
    text += ", " + finding.code;
  if (!finding.owner.empty()) text += "; can be done by " + finding.owner;
  if (!finding.since.empty()) text += "; since " + finding.since;
  text += "\n";
  for (const std::string& sql : finding.back) text += "    back: " + replace_all(sql, "\n", "\n          ") + ";\n";
  if (!finding.hint.empty()) text += "    " + finding.hint + "\n";
  return text;
}

std::string text_of(const DriftResult& result, bool many) {
  std::string text = many ? result.database + ":\n" : std::string();
  if (!result.error.empty()) return text + result.error + "\n";
  for (const DriftFinding& finding : result.findings) text += text_of(finding);
  if (!result.ignored.empty()) text += count_of(result.ignored.size(), "difference") + " ignored by lockstep.toml\n";
  for (const std::string& unseen : result.unseen) text += "not seen: " + unseen + "\n";
  return text + (result.findings.empty()
                     ? "no drift from " + result.expected + "\n"
                     : "drift from " + result.expected + ": - is missing, + is too much, ~ differs, ! is amiss\n");
}

std::string as_text(const Results& results) {
  std::string text;
  for (const DriftResult& result : results) text += (text.empty() ? "" : "\n") + text_of(result, results.size() > 1);
  return text;
}

Json json_of(const DriftFinding& finding) {
  Json fields = Json::array();
  for (const DriftField& field : finding.fields)
    fields.push_back({{"field", field.name}, {"expected", field.expected}, {"found", field.found}});
  return {{"severity", word_of(finding.severity)},
          {"code", finding.code},
          {"kind", finding.kind},
          {"object", finding.object},
          {"message", finding.message},
          {"fields", fields},
          {"since", finding.since},
          {"owner", finding.owner},
          {"back", finding.back},
          {"hint", finding.hint},
          {"file", finding.declared.file},
          {"line", finding.declared.line}};
}

Json json_of(const DriftResult& result) {
  Json findings = Json::array();
  for (const DriftFinding& finding : result.findings) findings.push_back(json_of(finding));
  Json ignored = Json::array();
  for (const DriftIgnored& one : result.ignored) ignored.push_back({{"message", one.message}, {"reason", one.reason}});
  return {{"database", result.database}, {"expected", result.expected}, {"findings", findings}, {"ignored", ignored},
          {"unseen", result.unseen},     {"warnings", result.warnings}, {"error", result.error}};
}

std::string as_json(const Results& results) {
  Json databases = Json::array();
  for (const DriftResult& result : results) databases.push_back(json_of(result));
  return Json({{"format", 1}, {"databases", databases}}).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// A label's value: backslash, quote and newline are escaped.
std::string label(const std::string& text) {
  return "\"" + replace_all(replace_all(replace_all(text, "\\", "\\\\"), "\"", "\\\""), "\n", "\\n") + "\"";
}

std::string number(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.6g", value);
  return text.data();
}

std::string findings_metric(const Results& results) {
  std::string text = "# TYPE lockstep_drift_findings gauge\n# HELP lockstep_drift_findings Differences from what the "
                     "database should be.\n";
  for (const DriftResult& result : results) {
    if (!result.error.empty()) continue;
    std::map<std::pair<std::string, std::string>, std::size_t> counts;
    for (const char* severity : {"error", "warning", "note"}) counts[{severity, ""}] = 0;
    for (const DriftFinding& finding : result.findings) ++counts[{word_of(finding.severity), finding.code}];
    for (const auto& [key, count] : counts)
      text += "lockstep_drift_findings{database=" + label(result.database) + ",severity=" + label(key.first) +
              ",code=" + label(key.second) + "} " + std::to_string(count) + "\n";
  }
  return text;
}

std::string as_openmetrics(const Results& results) {
  std::string text = findings_metric(results);
  text += "# TYPE lockstep_drift_readable gauge\n# HELP lockstep_drift_readable Whether the database could be read.\n";
  for (const DriftResult& result : results)
    text +=
        "lockstep_drift_readable{database=" + label(result.database) + "} " + (result.error.empty() ? "1" : "0") + "\n";
  text += "# TYPE lockstep_sequence_used_ratio gauge\n# UNIT lockstep_sequence_used_ratio ratio\n"
          "# HELP lockstep_sequence_used_ratio The part of a sequence's numbers that is used.\n";
  for (const DriftResult& result : results)
    for (const auto& [sequence, used] : result.filled)
      text += "lockstep_sequence_used_ratio{database=" + label(result.database) + ",sequence=" + label(sequence) +
              "} " + number(used) + "\n";
  return text + "# EOF\n";
}

Diagnostic diagnostic_of(const DriftFinding& finding, const std::string& prefix) {
  std::string hint = finding.hint;
  if (!finding.owner.empty()) hint += (hint.empty() ? "" : "\n") + ("can be done by " + finding.owner);
  for (const std::string& sql : finding.back) hint += (hint.empty() ? "" : "\n") + ("back: " + sql + ";");
  return {finding.severity, "drift-" + finding.code, finding.declared, prefix + finding.message, hint, {}};
}

std::vector<Diagnostic> diagnostics_of(const Results& results) {
  std::vector<Diagnostic> list;
  for (const DriftResult& result : results) {
    const std::string prefix = results.size() > 1 ? result.database + ": " : std::string();
    for (const DriftFinding& finding : result.findings) list.push_back(diagnostic_of(finding, prefix));
    if (!result.error.empty()) list.push_back({Severity::error, "drift-unreadable", {}, prefix + result.error, {}, {}});
  }
  return list;
}

std::vector<RuleWords> words_of(const std::vector<Diagnostic>& findings) {
  std::set<std::string> codes;
  for (const Diagnostic& finding : findings) codes.insert(finding.code);
  std::vector<RuleWords> words;
  for (const std::string& code : codes)
    words.push_back({code, code, "The database is not as it should be: " + code.substr(6), "docs/guide/drift.md"});
  return words;
}

} // namespace

std::string drift_as(std::string_view format, const Results& results) {
  if (format == "text") return as_text(results);
  if (format == "json") return as_json(results);
  if (format == "openmetrics") return as_openmetrics(results);
  const std::vector<Diagnostic> findings = diagnostics_of(results);
  return findings_as(format, findings, words_of(findings));
}

} // namespace lockstep::report
