// A workbench for tests of apply: a database, files made of text, and questions to the server.
#pragma once

#include "catalog/connection.hpp"
#include "emit/native.hpp"
#include "run/apply.hpp"

#include <functional>
#include <string>
#include <vector>

namespace lockstep::test {

[[nodiscard]] ChainFile make_file(const std::string& name, const std::string& content);

/// A fresh database with a connection for questions, apart from those that apply works on.
struct Bench {
  Bench();
  /// On a database that is there.
  explicit Bench(const std::string& database);

  std::string conninfo;
  Connection side;
  std::vector<std::string> said;                       ///< all that the runs said
  std::function<void(const std::string&)> on_say = {}; ///< called for each of it
  double max_wait = 30;

  [[nodiscard]] ApplyOptions options();
  /// Runs the chain on a connection of its own.
  Applied apply(const std::vector<ChainFile>& chain);
  Applied apply(const std::vector<ChainFile>& chain, const ApplyOptions& options) const;
  /// The first cell of a query on the side connection.
  [[nodiscard]] std::string ask(const std::string& sql);
  /// Waits until the query gives "t"; throws when it does not within half a minute.
  void wait_for(const std::string& sql);
  [[nodiscard]] bool heard(const std::string& part) const;
};

[[nodiscard]] bool holds(const std::string& text, const std::string& part);
/// full() of the Error that `action` throws, "no error" when it throws none.
[[nodiscard]] std::string error_of(const std::function<void()>& action);

} // namespace lockstep::test
