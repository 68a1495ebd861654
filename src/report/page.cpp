// The HTML report, section by section. A section of which there is nothing to say says so.
#include "report/page.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lockstep::report {

namespace {

std::string section(const char* id, const char* title, const std::string& content) {
  return fmt::format("<section aria-labelledby=\"{0}\"><h2 id=\"{0}\">{1}</h2>\n{2}</section>\n", id, title, content);
}

std::string soft(const std::string& text) { return "<p class=\"soft\">" + text + "</p>\n"; }

std::string card(std::size_t number, const std::string& noun, const std::string& word = {}) {
  return fmt::format("<div class=\"card\"><b class=\"{}\">{}</b>{}</div>\n", word, number, noun);
}

std::string change_list(const std::vector<std::string>& changes) {
  std::string text = "<div class=\"wide\"><ul class=\"changes\">\n";
  for (const std::string& change : changes) {
    const char* word = change.starts_with('+') ? "new" : change.starts_with('-') ? "gone" : "changed";
    text += fmt::format("<li class=\"{}\">{}</li>\n", word, escaped(change));
  }
  return text + "</ul></div>\n";
}

std::size_t strong_locks(const TraceResult& trace) {
  std::size_t count = 0;
  for (const TraceStatement& statement : trace.statements)
    count += static_cast<std::size_t>(
        std::count_if(statement.locks.begin(), statement.locks.end(),
                      [](const TraceLock& lock) { return lock.blocks_reads || lock.blocks_writes; }));
  return count;
}

std::string summary(const Page& page) {
  std::string cards = "<div class=\"cards\">\n" + card(page.after.tables.size(), "tables") +
                      card(page.objects.size(), "objects") + card(page.changes.size(), "changes in the plan") +
                      card(page.trace.statements.size(), "statements") +
                      card(strong_locks(page.trace), "locks that keep others waiting") +
                      card(page.trace.over.size(), "over the lock budget", page.trace.over.empty() ? "" : "gone");
  if (!page.pending.empty()) cards += card(page.pending.size(), "changes without a migration", "changed");
  if (!page.database.empty())
    cards += card(page.drift.size(), "differences in the database", page.drift.empty() ? "" : "gone");
  cards += "</div>\n";
  for (const std::string& warning : page.warnings) cards += "<p class=\"over\">" + escaped(warning) + "</p>\n";
  return section("summary", "Summary", cards);
}

std::string locks_cell(const TraceStatement& statement) {
  std::vector<std::string> lines;
  for (const TraceLock& lock : statement.locks) {
    const char* word = lock.blocks_reads ? "gone" : lock.blocks_writes ? "changed" : "";
    std::string line = fmt::format("<span class=\"{}\">{}</span> {}", word, lock.mode, escaped(lock.relation));
    if (!statement.outside) line += ", " + time_words(lock.held);
    if (lock.estimate > lock.held * 1.5) line += " (in production about " + time_words(lock.estimate) + ")";
    lines.push_back(line);
  }
  for (const TraceWork& work : statement.rewrites) lines.push_back("rewrites " + escaped(work.relation));
  for (const TraceWork& work : statement.builds) lines.push_back("builds " + escaped(work.relation));
  for (const TraceWork& work : statement.reads)
    lines.push_back(fmt::format("reads {} rows of {}", work.amount, escaped(work.relation)));
  return join(lines, "<br>");
}

std::string plan(const Page& page) {
  if (page.trace.statements.empty()) return section("plan", "Plan", soft("There is no migration to show."));
  std::string content = change_list(page.changes);
  for (const Finding& finding : page.trace.over)
    content +=
        "<p class=\"over\"><strong>" + escaped(finding.code) + "</strong>: " + escaped(finding.message) + "</p>\n";
  const std::string picture = timeline_svg(page.trace);
  if (!picture.empty())
    content +=
        "<h3>Locks over time</h3>\n<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Locks over time\">" +
        picture +
        "<div class=\"legend\"><span class=\"reads\">keeps reads and writes waiting</span><span class=\"writes\">keeps "
        "writes waiting</span><span class=\"other\">keeps neither waiting</span></div></div>\n";
  content += "<h3>Statements</h3>\n<div class=\"wide\" tabindex=\"0\" role=\"group\" "
             "aria-label=\"Statements\"><table><thead><tr><th "
             "scope=\"col\">Statement</th><th scope=\"col\">Time</th><th scope=\"col\">Locks and "
             "work</th></tr></thead><tbody>\n";
  std::string file;
  for (const TraceStatement& statement : page.trace.statements) {
    if (statement.file != file)
      content += "<tr><th colspan=\"3\" scope=\"colgroup\">" + escaped(statement.file) + "</th></tr>\n";
    file = statement.file;
    content += fmt::format("<tr><td><pre>{}</pre></td><td class=\"number\">{}</td><td>{}</td></tr>\n",
                           escaped(statement.sql), time_words(statement.seconds), locks_cell(statement));
  }
  return section("plan", "Plan", content + "</tbody></table></div>\n");
}

std::string picture(const char* id, bool hidden, const std::string& svg) {
  return fmt::format(
      "<div class=\"erd wide\" id=\"{}\"{}><div class=\"tools\" style=\"padding:0 .7rem\">"
      "<button type=\"button\" data-zoom=\"in\" aria-label=\"Larger\">+</button><button type=\"button\" "
      "data-zoom=\"out\" "
      "aria-label=\"Smaller\">−</button><button type=\"button\" data-zoom=\"all\">All</button></div>\n{}</div>\n",
      id, hidden ? " hidden" : "", svg);
}

std::string pictures(const Page& page) {
  return section(
      "tables", "Tables",
      "<div class=\"tools\" role=\"radiogroup\" aria-label=\"Which picture\"><label><input type=\"radio\" "
      "name=\"side\" "
      "value=\"before\"> before the plan</label><label><input type=\"radio\" name=\"side\" value=\"after\" checked> "
      "after "
      "it</label></div>\n" +
          soft("Drag to move. With the picture in focus: the wheel or + and − zoom, arrows move, 0 shows all. ● key, → "
               "points elsewhere, ? may be NULL.") +
          picture("before", true, erd_svg(page.before, page.after, "gone", "Tables before the plan")) +
          picture("after", false, erd_svg(page.after, page.before, "new", "Tables after the plan")));
}

std::string objects(const Page& page) {
  std::string rows;
  for (const PageObject& object : page.objects)
    rows += fmt::format("<tr><td>{}</td><td class=\"code {}\">{}</td><td>{}</td></tr>\n", escaped(object.kind),
                        object.change, escaped(object.name) + (object.change.empty() ? "" : " (" + object.change + ")"),
                        escaped(object.detail));
  return section("all", "Objects",
                 "<div class=\"tools\"><label for=\"search\">Search</label><input type=\"search\" id=\"search\"><span "
                 "id=\"found\" "
                 "class=\"soft\" aria-live=\"polite\"></span></div>\n<div class=\"wide\" tabindex=\"0\" role=\"group\" "
                 "aria-label=\"Objects\"><table id=\"objects\"><thead><tr><th scope=\"col\">Kind</th><th "
                 "scope=\"col\">Name</th><th "
                 "scope=\"col\">Says</th></tr></thead><tbody>\n" +
                     rows + "</tbody></table></div>\n");
}

std::string drift(const Page& page) {
  if (page.database.empty())
    return section("drift", "Drift", soft("No database was asked: lockstep report --source @production."));
  const std::string held = soft(escaped(page.database) + ", held against " + escaped(page.expected) + ".");
  return section("drift", "Drift", held + (page.drift.empty() ? soft("No difference.") : change_list(page.drift)));
}

} // namespace

std::string escaped(const std::string& text) {
  std::string result = replace_all(text, "&", "&amp;");
  result = replace_all(replace_all(result, "<", "&lt;"), ">", "&gt;");
  return replace_all(result, "\"", "&quot;");
}

std::string time_words(double seconds) {
  if (seconds == 0) return "0";
  if (seconds < 0.001) return fmt::format("{:.2f} ms", seconds * 1e3);
  if (seconds < 1) return fmt::format("{:.3g} ms", seconds * 1e3);
  if (seconds < 120) return fmt::format("{:.3g} s", seconds);
  return seconds < 7200 ? fmt::format("{:.0f} min", seconds / 60) : fmt::format("{:.1f} h", seconds / 3600);
}

std::string page_of(const Page& page) {
  std::string pending;
  if (!page.pending.empty())
    pending = section("pending", "Without a migration", soft("`lockstep gen` writes it.") + change_list(page.pending));
  return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
         "content=\"width=device-width, initial-scale=1\">\n<title>" +
         escaped(page.title) + "</title>\n<style>" + std::string(page_style()) +
         "</style>\n</head>\n<body>\n<header><h1>" + escaped(page.title) + "</h1><p class=\"about\">" +
         escaped(page.about) +
         "</p>\n<nav aria-label=\"Sections\"><a href=\"#summary\">Summary</a><a href=\"#plan\">Plan</a><a "
         "href=\"#tables\">Tables</a><a "
         "href=\"#all\">Objects</a><a href=\"#drift\">Drift</a></nav></header>\n<main>\n" +
         summary(page) + plan(page) + pending + pictures(page) + objects(page) + drift(page) +
         "</main>\n<footer>Written by lockstep. Times are those of a private server.</footer>\n<script>" +
         std::string(page_script()) + "</script>\n</body>\n</html>\n";
}

} // namespace lockstep::report
