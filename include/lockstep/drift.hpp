// What drift finds in a live database.
#pragma once

#include <lockstep/diagnostic.hpp>

#include <string>
#include <utility>
#include <vector>

namespace lockstep {

/// Wall time of the stages of one call, in seconds, in their order.
using Timings = std::vector<std::pair<std::string, double>>;

/// One attribute that is not as expected.
struct DriftField {
  std::string name;
  std::string expected;
  std::string found;
};

struct DriftFinding {
  std::string code; ///< missing, unexpected, differs, or what else is amiss: "sequence-runs-out"
  Severity severity = Severity::error;
  std::string kind;               ///< "column"
  std::string object;             ///< "public.orders.note"
  std::string message;            ///< a line, of reference data one a row: "+ column public.orders.note"
  std::vector<DriftField> fields; ///< of an object that is there, and differs
  std::string since;              ///< when its catalog entry was last written, where the server keeps that; or empty
  std::string owner;              ///< the role that could do it, beside superusers; empty: not known
  std::vector<std::string> back;  ///< plain statements that take it back; a plan is made of them by --fix sql
  std::string hint;               ///< the way back in words, where there is no statement
  Position declared;              ///< where the schema declares it, when it was asked for
};

/// A difference that lockstep.toml says is fine.
struct DriftIgnored {
  std::string message;
  std::string reason;
};

struct DriftResult {
  std::string database; ///< without its password
  std::string expected; ///< what the database was held against, in words
  std::vector<DriftFinding> findings;
  std::vector<DriftIgnored> ignored;
  std::vector<std::string> unseen; ///< what the role may not see
  std::vector<std::string> warnings;
  std::string fix;                                    ///< the text of --fix
  std::string wrote;                                  ///< the file it went to
  std::string error;                                  ///< of one of a fleet: why it could not be read
  std::vector<std::pair<std::string, double>> filled; ///< sequences: the part of their numbers that is used, 0 to 1
  Timings timings;

  /// One line a finding.
  [[nodiscard]] std::vector<std::string> differences() const {
    std::vector<std::string> lines;
    for (const DriftFinding& finding : findings) lines.push_back(finding.message);
    return lines;
  }
};

} // namespace lockstep
