// Runs an SQL script in a shadow database through psql.
#include "shadow/script.hpp"

#include <lockstep/error.hpp>

#include "base/text.hpp"

#include <array>
#include <cstdio>
#include <sys/wait.h>
#include <unistd.h>

namespace lockstep {

namespace {

struct Outcome {
  int status = 0;
  std::string text;
};

/// Runs psql with its output and errors in one text.
Outcome run_psql(const std::string& program, const std::string& conninfo, const std::string& script) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) throw database_error("can not make a pipe for psql");
  const pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], STDOUT_FILENO);
    dup2(ends[1], STDERR_FILENO);
    close(ends[0]);
    setenv("PGOPTIONS", "-c client_min_messages=warning", 1);
    execlp(program.c_str(), "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", conninfo.c_str(), "-f", script.c_str(),
           nullptr);
    _exit(127);
  }
  close(ends[1]);
  Outcome outcome;
  std::array<char, 4096> buffer{};
  for (ssize_t got = 0; (got = read(ends[0], buffer.data(), buffer.size())) > 0;)
    outcome.text.append(buffer.data(), static_cast<std::size_t>(got));
  close(ends[0]);
  waitpid(child, &outcome.status, 0);
  return outcome;
}

/// The lines of psql that tell of the error, without the results of the script before it.
std::string error_lines(const std::string& text) {
  const auto at = text.find("ERROR:");
  if (at == std::string::npos) return std::string(trim(text.substr(text.size() > 2000 ? text.size() - 2000 : 0)));
  const auto line = text.rfind('\n', at);
  return std::string(trim(text.substr(line == std::string::npos ? 0 : line + 1)));
}

} // namespace

void run_script(const std::string& bindir, const std::string& conninfo, const std::filesystem::path& script) {
  if (access(script.c_str(), R_OK) != 0) throw usage_error("can not read " + script.string());
  std::string program = bindir + "/psql";
  if (bindir.empty() || access(program.c_str(), X_OK) != 0) program = "psql";
  const Outcome outcome = run_psql(program, conninfo, script.string());
  if (outcome.status == 0) return;
  if (WIFEXITED(outcome.status) && WEXITSTATUS(outcome.status) == 127)
    throw usage_error("psql is needed to load " + script.string() + " and is not there",
                      "apt-get install postgresql-client");
  Error error = database_error("the script fails in the shadow database:\n" + error_lines(outcome.text));
  error.where = script.string();
  throw error;
}

} // namespace lockstep
