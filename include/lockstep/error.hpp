// The one exception of lockstep: what ends a command, with everything a reader needs to mend it.
#pragma once

#include <stdexcept>
#include <string>

namespace lockstep {

/// Exit codes of the command line; an Error carries the one that fits it.
enum class Exit { ok = 0, finding = 1, usage = 2, database = 3, proof = 4 };

/// Thrown for what ends the command. `what()` is the message alone; `full()` adds the rest.
class Error : public std::runtime_error {
public:
  explicit Error(Exit code, const std::string& message) : std::runtime_error(message), exit(code) {}

  Exit exit;
  std::string where;    ///< file:line:column, a file, or a connection without its password
  std::string object;   ///< the database object at hand, for example "table public.orders"
  std::string sql;      ///< the statement that failed
  int position = 0;     ///< character of `sql`, from 1, where the server saw the mistake; 0 when it did not say
  std::string sqlstate; ///< the server's five-letter code, empty when no server was involved
  std::string doing;    ///< what was being done, in the words of the user
  std::string hint;     ///< how to mend it

  /// The message with place, statement and hint, over several lines, ready for stderr.
  [[nodiscard]] std::string full() const;
};

/// A mistake in what the user gave: configuration, arguments, files (exit 2).
[[nodiscard]] Error usage_error(const std::string& message, const std::string& hint = {});
/// The database or the shadow server failed (exit 3).
[[nodiscard]] Error database_error(const std::string& message, const std::string& hint = {});
/// A plan did not prove itself (exit 4).
[[nodiscard]] Error proof_error(const std::string& message, const std::string& hint = {});

} // namespace lockstep
