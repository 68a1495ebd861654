// report: what trace, diff and drift say, on one page.
#include <lockstep/report.hpp>
#include <lockstep/version.hpp>

#include "app/clock.hpp"
#include "app/planning.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "diff/report.hpp"
#include "kinds/kinds.hpp"
#include "report/page.hpp"

#include <algorithm>
#include <filesystem>

namespace lockstep {

namespace {

/// The fields of an object that say something, in one line.
std::string words_of(const Object& object) {
  const std::shared_ptr<void> usual = object.kind->make();
  std::vector<std::string> words;
  for (const Field& field : object.kind->fields) {
    const Value value = field.get(object.body.get());
    if (field.options.hidden || value == field.get(usual.get())) continue;
    std::string text = to_text(value);
    constexpr std::size_t most = 160;
    if (text.size() > most) text = text.substr(0, most) + "...";
    words.push_back(std::string(field.key) + " " + text);
  }
  return join(words, "; ");
}

std::vector<report::PageObject> objects_of(const State& state, const State& before) {
  std::vector<report::PageObject> objects;
  for (const Kind* kind : all_kinds())
    for (auto at = state.objects().lower_bound({kind->name, {}}); at != state.objects().end(); ++at) {
      if (at->first.kind != kind->name) break;
      const Object* old = before.find(at->first);
      const bool changed = old != nullptr && !differing(*old, at->second).fields.empty();
      objects.push_back({std::string(kind->title), name_text(at->first.path),
                         old == nullptr ? "new"
                         : changed      ? "changed"
                                        : "",
                         words_of(at->second)});
    }
  return objects;
}

/// Files that stand before the first one that was traced.
std::vector<ChainFile> part_before(const std::vector<ChainFile>& chain, const TraceResult& trace) {
  if (trace.statements.empty()) return chain;
  const std::string& first = trace.statements.front().file;
  return {chain.begin(),
          std::find_if(chain.begin(), chain.end(), [&](const ChainFile& file) { return file.path == first; })};
}

void add_drift(const ReportOptions& options, report::Page& page) {
  if (options.source.empty()) return;
  DriftOptions asked;
  static_cast<Options&>(asked) = options;
  asked.source = options.source;
  const DriftResult found = drift(asked);
  page.database = options.source.starts_with('@') ? options.source : without_password(options.source);
  page.expected = found.expected;
  page.drift = found.differences();
  page.warnings.insert(page.warnings.end(), found.warnings.begin(), found.warnings.end());
}

} // namespace

ReportResult write_report(const ReportOptions& options) {
  Project project(options);
  report::Page page;
  TraceOptions traced;
  static_cast<Options&>(traced) = options;
  traced.source = options.source;
  traced.rows = options.rows;
  page.trace = trace(traced);
  const std::vector<ChainFile> chain = project.chain();
  Loaded before = project.load_chain(part_before(chain, page.trace), "before");
  Loaded after = project.load_chain(chain, project.config().migrations.string());
  for (Loaded* side : {&before, &after}) forget_unmanaged(project.config(), side->state);
  std::vector<ChainFile> all = chain;
  for (const ChainFile& file : project.contracts()) all.push_back(file);
  const auto [reached, wanted] =
      project.load_both([&] { return project.load_chain(all, "the whole chain"); },
                        [&] { return project.load_schema(project.path_of(project.config().schema)); });
  page.title = std::filesystem::weakly_canonical(project.config().root).filename().string();
  page.about = std::to_string(chain.size()) + " migrations, PostgreSQL " + std::to_string(after.state.server_major) +
               "; " + day_text(now_or_epoch()) + ", lockstep " + std::string(version());
  page.changes = describe_changes(diff_states(before.state, after.state));
  page.pending = describe_changes(diff_states(reached.state, wanted.state));
  page.before = erd_of(before.state);
  page.after = erd_of(after.state);
  page.objects = objects_of(after.state, before.state);
  add_drift(options, page);
  ReportResult result{{options.output, report::page_of(page)}};
  write_files({{project.path_of(options.output), result.file.content}});
  return result;
}

} // namespace lockstep
