// A project in a folder of its own, and the program under test run in it as a user runs it.
#pragma once

#include "support/folder.hpp"
#include "support/process.hpp"
#include "support/running.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace lockstep::test {

/// Nothing of the tests' own environment: the variables of libpq and of lockstep are gone, but not LOCKSTEP_PG_BIN.
[[nodiscard]] RunOptions clean_environment();

class TemporaryProject {
public:
  TemporaryProject() = default;
  /// Starts with a copy of all that is in `folder`.
  explicit TemporaryProject(const std::filesystem::path& folder);
  /// Stops the project's private server, when one was started.
  ~TemporaryProject();
  TemporaryProject(const TemporaryProject&) = delete;
  TemporaryProject& operator=(const TemporaryProject&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }
  void write(const std::string& name, const std::string& content) const;
  [[nodiscard]] std::string read(const std::string& name) const;
  /// Every file below the project but those of its private server, sorted.
  [[nodiscard]] std::vector<std::string> files() const;

  /// Runs `lockstep WORDS…` in the project. `epoch` is SOURCE_DATE_EPOCH, which versions come from.
  [[nodiscard]] Ran lockstep(const std::vector<std::string>& words, const std::string& epoch = {}) const;
  /// The same, but it is watched while it runs: on a terminal that is so many columns wide, or (0) without one.
  [[nodiscard]] std::unique_ptr<Running> start(const std::vector<std::string>& words, unsigned short columns = 0) const;

private:
  TemporaryFolder folder_;
};

} // namespace lockstep::test
