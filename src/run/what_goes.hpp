// What a contract file takes away, read from its own statements: columns and tables, and which sequence remembers the
// old version.
#pragma once

#include "emit/migration.hpp"

#include <string>
#include <vector>

namespace lockstep {

/// A column or a whole table that goes.
struct Old {
  std::string table;        ///< in SQL spelling
  std::string column;       ///< as it is stored; empty: the table
  bool comes_again = false; ///< another column takes the name: texts that name it find that one
  [[nodiscard]] std::string text() const;
};

struct Goes {
  std::vector<Old> olds;
  std::vector<std::string> remade;    ///< views that go and come again
  std::vector<std::string> sequences; ///< of helpers: "public.orders_status_sync_seen"
  std::vector<std::string> handled;   ///< names of all that the file drops or makes anew
  std::vector<Shapes> expansions;     ///< what takes the place of what goes

  /// Tables and columns, as parts of their names.
  [[nodiscard]] std::vector<std::vector<std::string>> successors(const Old& old) const;
};

/// What an application may still use. A file that takes an expansion back leaves the old side where it is.
[[nodiscard]] Goes what_goes(const Migration& migration);

} // namespace lockstep
