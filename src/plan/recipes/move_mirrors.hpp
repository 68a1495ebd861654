// The two functions that keep moved columns the same in both tables, and the names of all that lives until the
// contract.
#pragma once

#include "plan/expansion.hpp"

#include <string>
#include <vector>

namespace lockstep::expand {

class Mirrors {
public:
  using Names = std::vector<std::string>;
  Mirrors(const Expansion& expansion, const State& both);

  [[nodiscard]] const Names& olds() const { return olds_; }
  [[nodiscard]] const Names& news() const { return news_; }
  [[nodiscard]] std::string here() const;  ///< the table that columns leave
  [[nodiscard]] std::string there() const; ///< the one that they come to
  [[nodiscard]] Names columns_there() const;
  [[nodiscard]] Names columns_here() const;

  /// Values of these columns of the new table, or of those that they come from; `line` stands before each OR.
  [[nodiscard]] std::string unlike(const Names& names, const Names& one, const Names& other,
                                   const std::string& line = " ") const;
  /// A row of the old table was written: by the old version, unless the other table holds the same already.
  [[nodiscard]] std::string toward_there() const;
  /// A row of the new table was written: by the new version, unless the old table holds the same already.
  [[nodiscard]] std::string toward_here() const;
  /// FROM and WHERE of rows whose halves differ.
  [[nodiscard]] std::string strays(const std::string& line) const;

  [[nodiscard]] static Names of(const Names& columns, const std::string& row);
  [[nodiscard]] static Names quoted(const Names& columns);
  [[nodiscard]] static std::string paired(const Names& left, const std::string& between, const Names& right,
                                          const std::string& glue);
  [[nodiscard]] static std::string filled(const Names& columns);

private:
  [[nodiscard]] std::string together(const std::string& one, const std::string& other) const;
  [[nodiscard]] std::string emptied_here() const;

  const Expansion& expansion_;
  const State& both_;
  Names olds_;
  Names news_;
};

struct MirrorIds {
  Id here, there;    ///< functions
  Id update, insert; ///< triggers on the old table
  Id first, rows;    ///< triggers on the new table
  Id tally;
};
[[nodiscard]] MirrorIds mirror_ids(const Expansion& expansion);

} // namespace lockstep::expand
