// Runs a program and catches what it says, by fork and temporary files.
#include "support/process.hpp"

#include "base/files.hpp"
#include "support/folder.hpp"
#include "support/paths.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace lockstep::test {

namespace {

void redirect(const std::filesystem::path& path, int flags, int target) {
  const int fd = ::open(path.c_str(), flags, 0600);
  if (fd < 0 || ::dup2(fd, target) < 0) ::_exit(127);
  ::close(fd);
}

} // namespace

void become(const std::vector<std::string>& words, const RunOptions& options) {
  if (!options.folder.empty() && ::chdir(options.folder.c_str()) != 0) ::_exit(127);
  for (const std::string& name : options.unset) ::unsetenv(name.c_str());
  for (const auto& [name, value] : options.set) ::setenv(name.c_str(), value.c_str(), 1);
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::execvp(arguments[0], arguments.data());
  const std::string message = words[0] + ": " + std::strerror(errno) + "\n";
  (void)!::write(STDERR_FILENO, message.data(), message.size());
  ::_exit(127);
}

Ran run(const std::vector<std::string>& words, const RunOptions& options) {
  const TemporaryFolder files;
  write_files({{files / "in", options.input}});
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("can not fork");
  if (child == 0) {
    redirect(files / "in", O_RDONLY, STDIN_FILENO);
    redirect(files / "out", O_WRONLY | O_CREAT, STDOUT_FILENO);
    redirect(files / "err", O_WRONLY | O_CREAT, STDERR_FILENO);
    become(words, options);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0)
    if (errno != EINTR) throw std::runtime_error("lost the program " + words[0]);
  Ran result;
  result.exit = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  result.out = read_file(files / "out");
  result.err = read_file(files / "err");
  return result;
}

Ran shell(const std::string& line) {
  RunOptions options;
  options.folder = repository();
  return run({"/bin/sh", "-c", line}, options);
}

} // namespace lockstep::test
