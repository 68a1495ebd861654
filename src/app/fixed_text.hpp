// A migration file with some of its statements replaced, as its runner takes it.
#pragma once

#include "app/safe_form.hpp"

#include <map>
#include <string>
#include <vector>

namespace lockstep {

/// A statement of a file, where it stands, and what is to become of it.
struct Place {
  std::size_t begin = 0; ///< in the text; with the comment lines directly above
  std::size_t sql = 0;   ///< behind them
  std::size_t end = 0;   ///< behind its semicolon
  bool sets = false;     ///< it only changes settings of the session
  bool frames = false;   ///< BEGIN or COMMIT
  bool in_block = false; ///< between BEGIN and COMMIT of the file
  bool refuses = false;  ///< a transaction
  bool timeout = false;  ///< lock_timeout is to be set before it
  bool local = false;    ///< for its transaction only
  SafeForm form = {};    ///< no rules: it stays
  int line = 0;
};
/// Where the statements of a script stand; nothing where one is not found in the text as it is.
[[nodiscard]] std::vector<Place> places_of(const linting::Script& script, const std::string& text);

/// How a file may hold what refuses a transaction.
enum class Carrying {
  whole,  ///< in the same file, behind COMMIT
  marked, ///< alone in its file, which a mark takes out of the runner's transaction
  fixed   ///< not at all
};
struct Runner {
  std::string_view name; ///< of the dialect; "" for files of nobody known
  Carrying carrying = Carrying::fixed;
};
/// By its marks and its name, or as `configured` says.
[[nodiscard]] Runner runner_of(const std::string& path, const std::string& text, std::string_view configured);

struct FixedText {
  std::string text;
  std::map<std::string, std::string> beside; ///< ending of a file beside it, to its content: ".conf"
  std::vector<ApartStep> files;              ///< what has to be files of their own behind it
  std::string refusal;                       ///< why nothing was done
};
/// `lock_timeout` is that of lockstep.toml, `conf` what stands in the file beside it.
[[nodiscard]] FixedText fix_text(const Runner& runner, const std::string& text, const std::string& conf,
                                 const std::vector<Place>& places, const std::string& lock_timeout);

} // namespace lockstep
