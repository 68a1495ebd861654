// How scripts of tests run the programs of a server: under root as a user that may run servers.
#pragma once

namespace lockstep::test {

/// The beginning of such a script: goes to the folder $1 and gives it to that user; `as PROGRAM …` runs as them.
inline constexpr const char* as_server_user = R"sh(set -eu
cd "$1"
if [ "$(id -u)" = 0 ]; then
  owner=nobody
  id postgres >/dev/null 2>&1 && owner=postgres
  chown "$owner" "$1"
  as() { runuser -u "$owner" -- "$@"; }
else
  as() { "$@"; }
fi
)sh";

} // namespace lockstep::test
