// One function a format; nlohmann-json writes what is JSON.
#include "report/findings.hpp"

#include "base/files.hpp"
#include "base/percent.hpp"
#include "base/text.hpp"

#include <lockstep/error.hpp>
#include <lockstep/version.hpp>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace lockstep::report {

namespace {

using Json = nlohmann::ordered_json;
using Findings = std::vector<Diagnostic>;
using Rules = std::vector<RuleWords>;
using Steps = std::vector<Step>;

std::string dumped(const Json& json) { return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

std::string as_text(const Findings& findings, const Rules&, const Steps&) {
  std::string text;
  for (const Diagnostic& finding : findings) text += (text.empty() ? "" : "\n") + to_text(finding) + "\n";
  return text;
}

Json json_of(const Step& step) {
  return {{"file", step.file}, {"phase", step.phase}, {"sql", step.sql},   {"locks", step.locks},
          {"cost", step.cost}, {"time", step.time},   {"back", step.back}, {"hazards", step.hazards}};
}

std::string as_json(const Findings& findings, const Rules&, const Steps& steps) {
  Json list = Json::array();
  for (const Diagnostic& finding : findings)
    list.push_back({{"severity", word_of(finding.severity)},
                    {"code", finding.code},
                    {"file", finding.position.file},
                    {"line", finding.position.line},
                    {"column", finding.position.column},
                    {"message", finding.message},
                    {"hint", finding.hint}});
  Json planned = Json::array();
  for (const Step& step : steps) planned.push_back(json_of(step));
  return dumped({{"format", 1}, {"findings", list}, {"steps", planned}});
}

std::string message_and_hint(const Diagnostic& finding) {
  return finding.message + (finding.hint.empty() ? "" : "\n" + finding.hint);
}

Json sarif_place(const Position& position) {
  Json place = {{"artifactLocation", {{"uri", percent_encoded(position.file, "/")}}}};
  if (position.line > 0) {
    place["region"] = {{"startLine", position.line}};
    if (position.column > 0) place["region"]["startColumn"] = position.column;
  }
  return {{"physicalLocation", place}};
}

std::string as_sarif(const Findings& findings, const Rules& rules, const Steps&) {
  Json known = Json::array();
  for (const RuleWords& rule : rules)
    known.push_back({{"id", rule.code},
                     {"name", rule.name},
                     {"shortDescription", {{"text", rule.title}}},
                     {"help", {{"text", rule.help}}}});
  Json results = Json::array();
  for (const Diagnostic& finding : findings) {
    Json result = {{"ruleId", finding.code},
                   {"level", word_of(finding.severity)},
                   {"message", {{"text", message_and_hint(finding)}}}};
    if (!finding.position.file.empty()) result["locations"] = Json::array({sarif_place(finding.position)});
    results.push_back(result);
  }
  const Json driver = {{"name", "lockstep"}, {"semanticVersion", std::string(version())}, {"rules", known}};
  Json run = {{"tool", {{"driver", driver}}}, {"results", results}};
  return dumped({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                 {"version", "2.1.0"},
                 {"runs", Json::array({run})}});
}

/// Workflow commands end at a newline and part their properties with commas.
std::string escaped(std::string text, bool property) {
  text = replace_all(replace_all(replace_all(std::move(text), "%", "%25"), "\r", "%0D"), "\n", "%0A");
  return property ? replace_all(replace_all(std::move(text), ":", "%3A"), ",", "%2C") : text;
}

std::string as_github(const Findings& findings, const Rules&, const Steps&) {
  std::string text;
  for (const Diagnostic& finding : findings) {
    const Position& position = finding.position;
    text += finding.severity == Severity::note ? "::notice" : std::string("::") + word_of(finding.severity);
    text += " title=" + escaped(finding.code, true);
    if (!position.file.empty()) text += ",file=" + escaped(position.file, true);
    if (position.line > 0) text += ",line=" + std::to_string(position.line);
    if (position.column > 0) text += ",col=" + std::to_string(position.column);
    text += "::" + escaped(message_and_hint(finding), false) + "\n";
  }
  return text;
}

const char* gitlab_word(Severity severity) {
  return severity == Severity::error ? "critical" : severity == Severity::warning ? "major" : "info";
}

std::string as_gitlab(const Findings& findings, const Rules&, const Steps&) {
  Json list = Json::array();
  for (const Diagnostic& finding : findings) {
    const Position& position = finding.position;
    list.push_back({{"description", finding.message},
                    {"check_name", finding.code},
                    {"fingerprint", sha256(finding.code + position.file + finding.message + finding.line)},
                    {"severity", gitlab_word(finding.severity)},
                    {"location",
                     {{"path", position.file.empty() ? "lockstep.toml" : position.file},
                      {"lines", {{"begin", std::max(position.line, 1)}}}}}});
  }
  return dumped(list);
}

std::string xml(std::string text) {
  text = replace_all(replace_all(std::move(text), "&", "&amp;"), "<", "&lt;");
  text = replace_all(replace_all(std::move(text), ">", "&gt;"), "\"", "&quot;");
  // Control characters have no place in XML 1.0, not even escaped.
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c >= 0 && c < ' ' && c != '\n' && c != '\t'; }, '?');
  return text;
}

std::string junit_case(const Diagnostic& finding) {
  const bool failed = finding.severity == Severity::error;
  const std::string element = failed ? "failure" : "system-out";
  // A case has a name of its own, or a report takes several for one.
  const std::string place = finding.position.text();
  const std::string name = place.empty() ? finding.message.substr(0, finding.message.find('\n')) : place;
  return "  <testcase classname=\"" + xml(finding.code) + "\" name=\"" + xml(name) + "\">\n    <" + element +
         (failed ? " message=\"" + xml(finding.message) + "\"" : std::string()) + ">" + xml(to_text(finding)) + "</" +
         element + ">\n  </testcase>\n";
}

std::string as_junit(const Findings& findings, const Rules&, const Steps&) {
  const auto failures = std::count_if(findings.begin(), findings.end(),
                                      [](const Diagnostic& finding) { return finding.severity == Severity::error; });
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"lockstep\" tests=\"" +
                     std::to_string(std::max<std::size_t>(findings.size(), 1)) + "\" failures=\"" +
                     std::to_string(failures) + "\">\n";
  if (findings.empty()) text += "  <testcase classname=\"lockstep\" name=\"no findings\"/>\n";
  for (const Diagnostic& finding : findings) text += junit_case(finding);
  return text + "</testsuite>\n";
}

std::string cell(const std::string& text) { return replace_all(replace_all(text, "|", "\\|"), "\n", "<br>"); }

std::string code_cell(const std::string& text) { return text.empty() ? "" : "`" + cell(text) + "`"; }

/// Statements on one line, cut where they would drown the table.
std::string brief(const std::string& sql) {
  std::string line = replace_all(sql, "\n", " ");
  constexpr std::size_t most = 160;
  if (line.size() <= most) return line;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
  return line.substr(0, end) + " …";
}

std::string way_back(const Step& step) {
  if (!step.back.empty()) return code_cell(brief(step.back));
  return step.note.empty() ? "**none**" : cell(step.note);
}

std::string steps_table(const Steps& steps) {
  if (steps.empty()) return {};
  std::string text = "\n| phase | step | lock | cost | way back |\n|---|---|---|---|---|\n";
  std::string file;
  for (const Step& step : steps) {
    if (step.file != file)
      text += "| **" + step.phase + "** | **" + cell(step.file) + "** | | | " +
              (step.hazards.empty() ? "" : "accepted: " + cell(step.hazards)) + " |\n";
    file = step.file;
    text += "| " + step.phase + " | " + code_cell(brief(step.sql)) + " | " +
            (step.locks.empty() ? "nothing in use" : cell(step.locks)) + " | " + cell(step.cost) +
            (step.time.empty() ? "" : ", " + cell(step.time)) + " | " + way_back(step) + " |\n";
  }
  return text;
}

std::string as_markdown(const Findings& findings, const Rules&, const Steps& steps) {
  if (findings.empty()) return "**lockstep**: no findings\n" + steps_table(steps);
  std::string text = "**lockstep**: " + count_of(findings.size(), "finding") +
                     "\n\n| | where | what | safe way |\n|---|---|---|---|\n";
  for (const Diagnostic& finding : findings)
    text += std::string("| ") + word_of(finding.severity) + " " + finding.code + " | " +
            code_cell(finding.position.text()) + " | " + cell(finding.message) + " | " + cell(finding.hint) + " |\n";
  return text + steps_table(steps);
}

struct Format {
  std::string_view name;
  std::string (*write)(const Findings&, const Rules&, const Steps&);
};
constexpr std::array formats{Format{"text", as_text},        Format{"json", as_json},     Format{"sarif", as_sarif},
                             Format{"github", as_github},    Format{"gitlab", as_gitlab}, Format{"junit", as_junit},
                             Format{"markdown", as_markdown}};

} // namespace

const char* word_of(Severity severity) {
  return severity == Severity::error ? "error" : severity == Severity::warning ? "warning" : "note";
}

const std::vector<std::string>& all_formats() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> found;
    for (const Format& format : formats) found.emplace_back(format.name);
    return found;
  }();
  return names;
}

std::string findings_as(std::string_view format, const Findings& findings, const Rules& rules, const Steps& steps) {
  for (const Format& known : formats)
    if (known.name == format) return known.write(findings, rules, steps);
  throw usage_error("no format is called " + std::string(format), "One of " + join(all_formats(), ", ") + ".");
}

} // namespace lockstep::report
