// See the header. Programs inherit the user's environment: what they need is set there.
#include "tools/program.hpp"

#include <lockstep/error.hpp>

#include "base/text.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace lockstep::tools {

namespace fs = std::filesystem;

namespace {

bool is_program(const fs::path& path) { return !fs::is_directory(path) && ::access(path.c_str(), X_OK) == 0; }

/// The variables of this process with those of the call over them.
std::vector<std::string> environment_of(const Call& call) {
  std::map<std::string, std::string> all = call.where_missing;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    const std::size_t equals = text.find('=');
    if (equals != std::string::npos) all[text.substr(0, equals)] = text.substr(equals + 1);
  }
  for (const auto& [name, value] : call.environment) all[name] = value;
  std::vector<std::string> lines;
  for (const auto& [name, value] : all) lines.push_back(name + "=" + value);
  return lines;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> result;
  for (std::string& word : words) result.push_back(word.data());
  result.push_back(nullptr);
  return result;
}

/// Reads both ends until the program has closed them.
void read_both(const std::array<int, 2>& ends, Said& said) {
  std::array<pollfd, 2> watched{{{ends[0], POLLIN, 0}, {ends[1], POLLIN, 0}}};
  const std::array<std::string*, 2> texts{&said.out, &said.err};
  std::array<char, 16384> buffer{};
  for (int open = 2; open > 0;) {
    if (::poll(watched.data(), watched.size(), -1) < 0 && errno != EINTR) break;
    for (std::size_t i = 0; i < watched.size(); ++i) {
      if (watched[i].fd < 0 || watched[i].revents == 0) continue;
      const ssize_t got = ::read(watched[i].fd, buffer.data(), buffer.size());
      if (got > 0) {
        texts[i]->append(buffer.data(), static_cast<std::size_t>(got));
      } else if (got == 0 || errno != EINTR) {
        watched[i].fd = -1;
        --open;
      }
    }
  }
}

/// Both ends of a pipe, closed with it.
struct Pipe {
  Pipe() {
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw usage_error("can not make a pipe: " + std::string(strerror(errno)));
  }
  ~Pipe() {
    for (const int end : ends)
      if (end >= 0) ::close(end);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  void close_writing() {
    ::close(ends[1]);
    ends[1] = -1;
  }
  std::array<int, 2> ends{-1, -1};
};

} // namespace

std::string find_program(const std::string& name, const fs::path& from) {
  std::error_code ignored;
  for (fs::path folder = fs::absolute(from, ignored).lexically_normal();; folder = folder.parent_path()) {
    for (const char* place : {"node_modules/.bin", ".venv/bin", "venv/bin"})
      if (is_program(folder / place / name)) return (folder / place / name).string();
    if (folder == folder.parent_path()) break;
  }
  const auto variable = [](const char* known) { return std::string(std::getenv(known) ? std::getenv(known) : ""); };
  std::vector<std::string> places = split(variable("PATH"), ':');
  if (const std::string active = variable("VIRTUAL_ENV"); !active.empty())
    places.insert(places.begin(), active + "/bin");
  for (const std::string& place : places)
    if (!place.empty() && is_program(fs::path(place) / name)) return (fs::path(place) / name).string();
  return {};
}

std::string need_program(const std::string& name, const fs::path& from, const std::string& what_for,
                         const std::string& install) {
  std::string found = find_program(name, from);
  if (!found.empty()) return found;
  throw usage_error(name + " is needed " + what_for + ", and is neither in the project nor in PATH", install);
}

Said run(const Call& call) {
  Pipe out;
  Pipe err;
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, out.ends[1], 1);
  ::posix_spawn_file_actions_adddup2(&actions, err.ends[1], 2);
  if (!call.folder.empty()) ::posix_spawn_file_actions_addchdir_np(&actions, call.folder.c_str());
  std::vector<std::string> words = call.words;
  std::vector<std::string> environment = environment_of(call);
  pid_t child = 0;
  const int code = ::posix_spawnp(&child, words.front().c_str(), &actions, nullptr, pointers(words).data(),
                                  pointers(environment).data());
  ::posix_spawn_file_actions_destroy(&actions);
  if (code != 0) throw usage_error("can not run " + words.front() + ": " + strerror(code));
  out.close_writing();
  err.close_writing();
  Said said;
  read_both({out.ends[0], err.ends[0]}, said);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  said.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return said;
}

void fail(const Call& call, const Said& said) {
  constexpr std::size_t most = 4000;
  std::string words(trim(said.err.empty() ? said.out : said.err));
  if (words.size() > most) words = "…" + words.substr(words.size() - most);
  throw usage_error(fs::path(call.words.front()).filename().string() + " ends with exit code " +
                    std::to_string(said.status) + ":\n" + words);
}

std::string output_of(const Call& call) {
  const Said said = run(call);
  if (said.status != 0) fail(call, said);
  return said.out;
}

} // namespace lockstep::tools
