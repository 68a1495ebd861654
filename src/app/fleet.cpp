// apply over many databases or schemas: waves of growing size, the first of them the canaries.
#include "app/fleet.hpp"
#include "app/applying.hpp"
#include "app/tenants.hpp"

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
Member database_of(const Project& project, const Fleet& fleet, const std::string& text) {
  const bool bare = text.find_first_of(":=@/") == std::string::npos;
  const std::string conninfo = project.conninfo_of(bare ? source_or_dev(fleet.source) : text);
  return {text, bare ? with_database(conninfo, text) : conninfo, {}, project.role_names_at(conninfo)};
}

class Waves {
public:
  Waves(const Project& project, const std::vector<ChainFile>& chain, const ApplyOptions& options)
      : project_(project), chain_(chain), options_(options),
        jobs_(static_cast<std::size_t>(std::max(project.config().fleet.jobs, 1))) {
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
        lines[i] = apply_to(members[i], wave);
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
  FleetLine apply_to(const Member& member, int wave) {
    FleetLine line{without_password(member.source), wave, "", {}};
    try {
      const ApplyOptions options = options_for(member, line.database + ": ");
      Connection connection(member.conninfo);
      prepare_member(connection, project_, member, options);
      const Applied applied = apply_chain(connection, chain_of(project_, chain_, member), options);
      line.result = {applied.files, applied.stopped_at, applied.why};
    } catch (const Error& error) {
      line.result.stopped_at = "the beginning";
      line.result.why = error.full();
    }
    line.state = !line.result.stopped_at.empty() ? "stopped" : line.result.files.empty() ? "up to date" : "applied";
    return line;
  }

  [[nodiscard]] ApplyOptions options_for(const Member& member, const std::string& prefix) const {
    ApplyOptions options = options_;
    options.conninfo = member.conninfo;
    options.tenant = member.tenant;
    options.role_names = member.role_names;
    if (const auto say = options.say) options.say = [say, prefix](const std::string& text) { say(prefix + text); };
    if (const auto tick = options.tick)
      options.tick = [tick, prefix](Tick told) {
        told.what.insert(0, prefix);
        tick(told);
      };
    return options;
  }

  const Project& project_;
  const std::vector<ChainFile>& chain_;
  ApplyOptions options_;
  std::size_t jobs_;
  std::mutex mutex_;
};

std::vector<std::string> named_in(const Project& project, const Fleet& fleet) {
  std::vector<std::string> all = fleet.canaries;
  const auto add = [&](const std::vector<std::string>& texts) {
    for (const std::string& text : texts)
      if (std::find(all.begin(), all.end(), text) == all.end()) all.push_back(text);
  };
  add(fleet.schema.empty() ? fleet.databases : fleet.tenants);
  if (!fleet.file.empty()) add(lines_of_file(project, fleet.file));
  add(answers(project, fleet));
  if (all.empty())
    throw usage_error("[fleet] of lockstep.toml names no " + std::string(fleet.schema.empty() ? "database" : "tenant"),
                      "give it " + std::string(fleet.schema.empty() ? "databases" : "tenants") +
                          " = […], file = \"fleet.txt\" or query = \"SELECT …\"");
  return all;
}

std::vector<Member> tenants_of(const Project& project, const Fleet& fleet) {
  const std::string conninfo = project.conninfo_of(source_or_dev(fleet.source));
  const auto role_names = project.role_names_at(conninfo);
  std::vector<Member> members{{fleet.schema, conninfo, {}, role_names}};
  for (const std::string& name : named_in(project, fleet))
    if (name != fleet.schema) members.push_back({name, conninfo, name, role_names});
  return members;
}

/// How many of the first ones are tried before the others: the declared schema, the canaries, or the first one.
std::size_t first_wave(const Fleet& fleet) {
  return fleet.schema.empty() ? std::max<std::size_t>(fleet.canaries.size(), 1) : 1;
}

/// Behind a wave of `size`.
std::size_t next_wave(const Fleet& fleet, int wave, std::size_t size, std::size_t all) {
  const int tried = fleet.schema.empty() ? wave : wave - 1; // waves behind the declared schema
  if (tried == 0) return std::max<std::size_t>(fleet.canaries.size(), 1);
  if (fleet.wave == 0) return all;
  return tried == 1 ? static_cast<std::size_t>(fleet.wave) : size * 10;
}

} // namespace

std::vector<FleetMember> fleet_members(const Project& project) {
  const Fleet& fleet = project.config().fleet;
  if (!fleet.schema.empty()) return tenants_of(project, fleet);
  std::vector<Member> members;
  for (const std::string& text : named_in(project, fleet)) members.push_back(database_of(project, fleet, text));
  return members;
}

std::vector<FleetLine> apply_fleet(const ApplyCommand& options) {
  const Project project(options);
  const Fleet& fleet = project.config().fleet;
  const std::vector<ChainFile> chain = sound_chain(project);
  const std::vector<Member> members = fleet_members(project);
  require_tenants(project, chain, members);
  std::vector<FleetLine> lines;
  for (const Member& member : members) lines.push_back({without_password(member.source), 0, "not begun", {}});
  Waves waves(project, chain, apply_options(project, options));
  std::size_t size = first_wave(fleet);
  int wave = 1;
  for (std::size_t from = 0; from < members.size(); ++wave) {
    const std::size_t to = std::min(from + size, members.size());
    for (std::size_t i = from; i < members.size(); ++i) lines[i].wave = wave;
    if (!waves.run(members, from, to, wave, lines)) break;
    from = to;
    size = next_wave(fleet, wave, size, members.size());
  }
  return lines;
}

} // namespace lockstep
