// An expansion lived through: old and new application versions write at random while its files run, and every row is
// compared with what the writers remember.
#pragma once

#include <string>
#include <vector>

namespace lockstep::test {

/// Statements of one application version. {k} stands for a key and {v} for a value from 0 to 9; each runs in one
/// transaction with the same change of a table `remembered (k bigint, v integer)`.
struct Shape {
  std::string insert;
  std::string update;
  std::string erase;
};

struct Story {
  std::string from; ///< TOML
  std::string to;   ///< TOML
  std::string rows; ///< SQL that fills the tables; keys 1 to 20000 have the value k % 10
  Shape before;     ///< written by the old version, until the contract
  Shape after;      ///< written by the new version, from the end of validate
  /// Queries of (k, v) as each version reads them: the old one before the contract, the new one before and after.
  std::string read_before;
  std::string read_after;
  std::string read_contracted = {}; ///< after the contract, when that differs from read_after
};

/// Plays it on a server of this major. Fails the test for an error of any writer, and for a row that is not as the
/// writers remember it.
void play(const Story& story, int major);
/// Plays it until both versions are at work, and takes the expansion back then: what the new version wrote is there in
/// the old shape. `allow` are the hazards that this asks for.
void play_abort(const Story& story, int major, const std::vector<std::string>& allow = {});
/// What is planned from the state in the middle is the contract, and nothing else.
void expect_contract_left(const Story& story, int major);

} // namespace lockstep::test
