// A migration file as rules see it: its statements parsed, and how its runner carries it.
#pragma once

#include "lint/tree.hpp"

#include <string>
#include <vector>

namespace lockstep::linting {

/// `-- lockstep:allow CODE[,CODE] reason`, on the lines above a statement.
struct Allowance {
  std::vector<std::string> rules; ///< codes or names
  std::string reason;
  int line = 0;
};

struct Parsed {
  std::string sort; ///< the node's type in PostgreSQL's words: "AlterTableStmt"; empty when it does not parse
  Tree node;
  std::string text;
  int line = 1; ///< where it begins in the file
  std::vector<Allowance> allowances;
  std::string error;        ///< the parser's message
  std::size_t error_at = 0; ///< offset in `text`
};

/// What runs the statements: one transaction for all of them, each by itself, or nobody knows (then rules take one
/// transaction, as most runners do, but none complains that there is one).
enum class Carried { one_transaction, each_alone, unknown };

struct Script {
  std::string path;
  std::string text;
  Carried carried = Carried::unknown;
  std::string edited = {}; ///< why it is not what others know: "was changed after it was listed in lockstep.sum"
  std::string plan;        ///< of lockstep's own files: the name that all files of one plan share
  std::vector<Parsed> statements;
};

/// Cuts a file into statements and parses each. Marks of the runners (goose, dbmate, Liquibase, Atlas, lockstep's own
/// header, Flyway's `.conf` beside it as `conf`) say how it is carried; the part for the way back is left out.
[[nodiscard]] Script parse_script(const std::string& path, const std::string& text, const std::string& conf = {});

} // namespace lockstep::linting
