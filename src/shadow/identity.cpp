// Which user PostgreSQL's programs run as: they refuse to run as root.
#include "shadow/process.hpp"

#include "lockstep/error.hpp"

#include <charconv>
#include <cstdlib>
#include <memory>
#include <optional>
#include <pwd.h>
#include <unistd.h>

namespace lockstep {
namespace {

Identity from_entry(const passwd& entry) { return {entry.pw_uid, entry.pw_gid, entry.pw_name, false, true}; }

std::optional<Identity> find_user(const std::string& name) {
  const passwd* entry = ::getpwnam(name.c_str());
  if (entry == nullptr) return std::nullopt;
  return from_entry(*entry);
}

Identity find_uid(uid_t uid, gid_t gid) {
  if (const passwd* entry = ::getpwuid(uid); entry != nullptr) return from_entry(*entry);
  return {uid, gid, std::to_string(uid), false, false};
}

/// The user that LOCKSTEP_SERVER_USER names: a name, or a number that /etc/passwd need not know.
Identity asked_for(const std::string& text) {
  unsigned uid = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), uid);
  const bool number = failure == std::errc() && end == text.data() + text.size();
  std::optional<Identity> found = number ? std::optional(find_uid(uid, uid)) : find_user(text);
  if (!found || found->uid == 0)
    throw usage_error("LOCKSTEP_SERVER_USER is \"" + text + "\", which is " + (found ? "root" : "no user here"),
                      "name a user other than root: PostgreSQL does not run as root");
  return *found;
}

Identity first_ordinary_user() {
  constexpr uid_t overflow_uid = 65534;
  ::setpwent();
  std::optional<Identity> found;
  while (const passwd* entry = ::getpwent()) {
    if (entry->pw_uid == 0) continue;
    found = from_entry(*entry);
    break;
  }
  ::endpwent();
  return found ? *found : find_uid(overflow_uid, overflow_uid);
}

Identity unprivileged() {
  if (const char* asked = std::getenv("LOCKSTEP_SERVER_USER"); asked != nullptr && *asked != '\0')
    return asked_for(asked);
  for (const char* name : {"postgres", "nobody"})
    if (const auto found = find_user(name); found && found->uid != 0) return *found;
  return first_ordinary_user();
}

} // namespace

Identity server_identity() {
  if (::geteuid() != 0) return find_uid(::geteuid(), ::getegid());
  Identity identity = unprivileged();
  identity.drop = true;
  return identity;
}

} // namespace lockstep
