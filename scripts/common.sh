# Shared by the scripts: messages, what is missing on this machine, the build. Meant to be sourced by sh.

fail() {
  echo "${0##*/}: $*" >&2
  exit 1
}

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
