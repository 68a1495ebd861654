// apply over many databases: waves of growing size, the first of them the canaries.
#include "app/fleet.hpp"
#include "app/applying.hpp"

#include "base/files.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

namespace lockstep {

namespace {

using Member = FleetMember;

std::vector<std::string> lines_of_file(const Project& project, const std::string& file) {
  std::vector<std::string> lines;
  for (const std::string& line : split(read_file(project.path_of(file)), '\n'))
    if (const std::string text(trim(line)); !text.empty() && text.front() != '#') lines.push_back(text);
  return lines;
}

std::vector<std::string> answers(const Project& project, const Fleet& fleet) {
  if (fleet.query.empty()) return {};
  Connection connection(project.conninfo_of(source_or_dev(fleet.source)));
  const Rows rows = connection.exec("SELECT * FROM (" + fleet.query + ") AS fleet");
  std::vector<std::string> texts;
  for (std::size_t row = 0; row < rows.size(); ++row) texts.emplace_back(rows.get(row, 0));
  return texts;
}

/// A bare name is a database on the server of `source`.
std::string conninfo_of(const Project& project, const Fleet& fleet, const std::string& text) {
  const bool bare = text.find_first_of(":=@/") == std::string::npos;
  if (!bare) return project.conninfo_of(text);
  return with_database(project.conninfo_of(source_or_dev(fleet.source)), text);
}

FleetLine apply_to(const Member& member, int wave, const std::vector<ChainFile>& chain, ApplyOptions options) {
  FleetLine line{without_password(member.source), wave, "", {}};
  const std::string prefix = line.database + ": ";
  if (const auto say = options.say) options.say = [say, prefix](const std::string& text) { say(prefix + text); };
  if (const auto tick = options.tick)
    options.tick = [tick, prefix](Tick told) {
      told.what.insert(0, prefix);
      tick(told);
    };
  try {
    options.conninfo = member.conninfo;
    Connection connection(member.conninfo);
    const Applied applied = apply_chain(connection, chain, options);
    line.result = {applied.files, applied.stopped_at, applied.why};
  } catch (const Error& error) {
    line.result.stopped_at = "the beginning";
    line.result.why = error.full();
  }
  line.state = !line.result.stopped_at.empty() ? "stopped" : line.result.files.empty() ? "up to date" : "applied";
  return line;
}

class Waves {
public:
  Waves(const std::vector<ChainFile>& chain, const ApplyOptions& options, std::size_t jobs)
      : chain_(chain), options_(options), jobs_(jobs) {
    if (const auto say = options.say)
      options_.say = [this, say](const std::string& text) {
        const std::lock_guard lock(mutex_);
        say(text);
      };
  }

  /// Members `from` to `to` side by side. False when one of them stopped.
  bool run(const std::vector<Member>& members, std::size_t from, std::size_t to, int wave,
           std::vector<FleetLine>& lines) {
    std::atomic<std::size_t> next = from;
    const auto work = [&] {
      for (std::size_t i = next++; i < to; i = next++) {
        if (options_.stop && options_.stop()) return;
        lines[i] = apply_to(members[i], wave, chain_, options_);
      }
    };
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < std::min(jobs_, to - from); ++i) threads.emplace_back(work);
    work();
    for (std::thread& thread : threads) thread.join();
    const auto begin = lines.begin() + static_cast<std::ptrdiff_t>(from);
    const auto end = lines.begin() + static_cast<std::ptrdiff_t>(to);
    return std::none_of(begin, end,
                        [](const FleetLine& line) { return line.state == "stopped" || line.state == "not begun"; });
  }

private:
  const std::vector<ChainFile>& chain_;
  ApplyOptions options_;
  std::size_t jobs_;
  std::mutex mutex_;
};

} // namespace

std::vector<FleetMember> fleet_members(const Project& project) {
  const Fleet& fleet = project.config().fleet;
  std::vector<std::string> all = fleet.canaries;
  const auto add = [&](const std::vector<std::string>& texts) {
    for (const std::string& text : texts)
      if (std::find(all.begin(), all.end(), text) == all.end()) all.push_back(text);
  };
  add(fleet.databases);
  if (!fleet.file.empty()) add(lines_of_file(project, fleet.file));
  add(answers(project, fleet));
  if (all.empty())
    throw usage_error("[fleet] of lockstep.toml names no database",
                      "give it databases = […], file = \"databases.txt\" or query = \"SELECT …\"");
  std::vector<Member> members;
  for (const std::string& text : all) members.push_back({text, conninfo_of(project, fleet, text)});
  return members;
}

std::vector<FleetLine> apply_fleet(const ApplyCommand& options) {
  const Project project(options);
  const Fleet& fleet = project.config().fleet;
  const std::vector<ChainFile> chain = sound_chain(project);
  const std::vector<Member> members = fleet_members(project);
  std::vector<FleetLine> lines;
  for (const Member& member : members) lines.push_back({without_password(member.source), 0, "not begun", {}});
  Waves waves(chain, apply_options(project, options), static_cast<std::size_t>(std::max(fleet.jobs, 1)));
  std::size_t size = std::max<std::size_t>(fleet.canaries.size(), 1);
  int wave = 1;
  for (std::size_t from = 0; from < members.size(); ++wave) {
    const std::size_t to = std::min(from + size, members.size());
    for (std::size_t i = from; i < members.size(); ++i) lines[i].wave = wave;
    if (!waves.run(members, from, to, wave, lines)) break;
    from = to;
    size = fleet.wave == 0 ? members.size() : wave == 1 ? static_cast<std::size_t>(fleet.wave) : size * 10;
  }
  return lines;
}

} // namespace lockstep
