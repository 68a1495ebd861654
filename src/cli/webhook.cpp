// curl posts it: it knows proxies, certificates and all that.
#include "cli/webhook.hpp"

#include <lockstep/error.hpp>

#include <cstdio>
#include <cstdlib>

namespace lockstep::cli {

namespace {

// The address may hold a secret: it goes to curl through a pipe, so that no list of processes shows it.
constexpr const char* variable = "LOCKSTEP_WEBHOOK";
constexpr const char* script =
    "exec 4<&0; printf 'url = \"%s\"\\n' \"$LOCKSTEP_WEBHOOK\" | curl --config - --silent --show-error --fail "
    "--max-time 30 --output /dev/null --header 'Content-Type: application/json' --data-binary @/dev/fd/4";

} // namespace

std::string find_webhook(const std::string& url) {
  std::string found = url;
  if (url.starts_with("env:")) {
    const char* value = std::getenv(url.c_str() + 4);
    if (value == nullptr || *value == '\0') throw usage_error("the environment has no " + url.substr(4));
    found = value;
  }
  const bool known = found.starts_with("http://") || found.starts_with("https://");
  if (!known || found.find_first_of("\"\\\n") != std::string::npos)
    throw usage_error("--webhook takes an address that begins with https://, or env:NAME of one");
  FILE* const there = popen("command -v curl >/dev/null 2>&1", "r");
  if (there == nullptr || pclose(there) != 0)
    throw usage_error("--webhook needs curl, which is missing", "apt-get install curl");
  return found;
}

void post(const std::string& url, const std::string& json) {
  ::setenv(variable, url.c_str(), 1);
  FILE* const pipe = popen(script, "w");
  ::unsetenv(variable);
  if (pipe == nullptr) return;
  fwrite(json.data(), 1, json.size(), pipe);
  if (const int status = pclose(pipe); status != 0)
    std::fprintf(stderr, "warning: the web hook was not told (status %d)\n", status);
}

} // namespace lockstep::cli
