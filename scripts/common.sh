# Shared by the scripts: messages, what is missing on this machine, the build. Meant to be sourced by sh.

root=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)

say() { echo "${0##*/}: $*" >&2; }

fail() {
  say "$*"
  exit 1
}

# ---- what is missing, and its installation

missing=

want_tool() { command -v "$1" >/dev/null 2>&1 || missing="$missing $2"; }

want_header() { [ -e "/usr/include/$1" ] || [ -e "/usr/local/include/$1" ] || missing="$missing $2"; }

# Any PostgreSQL server will do; the newest is chosen later.
want_server() {
  [ -z "${LOCKSTEP_PG_BIN:-}" ] || return 0
  for server in /usr/lib/postgresql/*/bin/postgres /usr/pgsql-*/bin/postgres; do
    [ ! -x "$server" ] || return 0
  done
  want_tool postgres postgresql
}

want_build_tools() {
  want_tool c++ g++
  want_tool cmake cmake
  want_tool ninja ninja-build
  want_tool pkg-config pkgconf
  want_header pqxx/pqxx libpqxx-dev
  want_header toml++/toml.h libtomlplusplus-dev
  want_header fmt/core.h libfmt-dev
  want_header CLI/CLI.hpp libcli11-dev
  want_header dtl/dtl.hpp libdtl-dev
  want_header nlohmann/json.hpp nlohmann-json3-dev
  want_header pg_query.h libpg-query-dev
  want_header openssl/evp.h libssl-dev
  want_server
}

want_test_tools() {
  want_header doctest/doctest.h doctest-dev
  want_tool ccache ccache
  want_tool meson meson
  want_tool clang-format clang-format
  want_tool clang-tidy clang-tidy
  want_tool git git
  want_tool npm npm
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    env DEBIAN_FRONTEND=noninteractive "$@"
  else
    sudo env DEBIAN_FRONTEND=noninteractive "$@"
  fi
}

# Debian's server package makes and starts a cluster on port 5432. Only its programs are wanted, so unless the
# machine already has PostgreSQL, that is switched off in the packages' own configuration.
forbid_main_cluster() {
  conf=/etc/postgresql-common/createcluster.conf
  case "$missing " in *" postgresql "*) ;; *) return 0 ;; esac
  [ ! -e "$conf" ] || return 0
  as_root sh -c "mkdir -p /etc/postgresql-common && echo 'create_main_cluster = false' >$conf"
}

apt_install() {
  # shellcheck disable=SC2086 # a list of packages
  as_root apt-get -y -q -o DPkg::Lock::Timeout=300 install --no-install-recommends $missing </dev/null
}

install_missing() {
  [ -n "$missing" ] || return 0
  command -v apt-get >/dev/null 2>&1 || fail "missing:$missing (Debian's names; there is no apt-get to install them)"
  [ "$(id -u)" = 0 ] || command -v sudo >/dev/null 2>&1 ||
    fail "missing, and there is no sudo to install them: as root run: apt-get install --no-install-recommends$missing"
  say "installing through apt:$missing"
  # A password is asked for here, where the reader can see it.
  [ "$(id -u)" = 0 ] || sudo -v || fail "sudo was refused: as root run: apt-get install --no-install-recommends$missing"
  log=$(mktemp)
  forbid_main_cluster
  # The lists are fetched only when what is there does not do.
  apt_install >"$log" 2>&1 || { as_root apt-get -q update && apt_install; } >"$log" 2>&1 || {
    cat "$log" >&2
    rm -f "$log"
    fail "apt could not install:$missing"
  }
  rm -f "$log"
  missing=
}

# wish_for TOOL PACKAGE: what one test alone wants. Where it can not be had, that test says so.
wish_for() {
  command -v "$1" >/dev/null 2>&1 || (missing=" $2" && install_missing) || say "going on without $2"
}

# ---- the build

# A folder that git ignores; for a checkout of somebody else, one in the user's cache.
build_folder() {
  if [ -w "$root" ]; then
    echo "$root/build/$1"
  else
    echo "${XDG_CACHE_HOME:-$HOME/.cache}/lockstep/build-$1"
  fi
}

# Runs a command in silence; when it fails, shows what it said and ends.
quietly() {
  what=$1
  shift
  "$@" >"$build/log" 2>&1 || {
    tail -n 60 "$build/log" >&2
    fail "$what failed; the whole log is in $build/log"
  }
}

# build_targets PRESET TESTS TARGET…: configures once and builds what is out of date. Sets $build.
build_targets() {
  preset=$1
  tests=$2
  shift 2
  build=$(build_folder "$preset")
  mkdir -p "$build" || fail "can not make $build"
  [ -w "$build" ] || fail "$build belongs to another user: remove it"
  exec 9>"$build/lock"
  flock 9
  # What one folder of the checkout has compiled is good for another.
  export CCACHE_BASEDIR="${CCACHE_BASEDIR:-$root}"
  cache=$build/CMakeCache.txt
  # A checkout that was moved or copied brings a build that points elsewhere.
  if [ -e "$cache" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$cache"; then
    rm -rf "$cache" "$build/CMakeFiles" "$build/build.ninja"
  fi
  if [ ! -e "$build/build.ninja" ] || { [ "$tests" = ON ] && grep -qx 'LOCKSTEP_TESTS:BOOL=OFF' "$cache"; }; then
    say "building in $build (the first time takes a few minutes)"
    # The preset's folder is overridden because the checkout may be read-only.
    quietly configuring sh -c 'cd "$1" && cmake --preset "$2" -B "$3" -DLOCKSTEP_TESTS="$4"' \
      sh "$root" "$preset" "$build" "$tests"
  fi
  quietly building ninja -C "$build" "$@"
  exec 9>&-
}

# ---- the tests' cache

# The folder in which tests keep what they fetched. The server's unprivileged user must reach it, so root's home is
# not the place.
test_cache() {
  if [ -n "${LOCKSTEP_TEST_CACHE:-}" ]; then
    cache=$LOCKSTEP_TEST_CACHE
  elif [ "$(id -u)" = 0 ]; then
    cache=/var/cache/lockstep-tests
  else
    cache=${XDG_CACHE_HOME:-$HOME/.cache}/lockstep-tests
  fi
  mkdir -p "$cache" || fail "can not make the cache folder $cache"
  [ "$(id -u)" != 0 ] || chmod a+rx "$cache"
  echo "$cache"
}
