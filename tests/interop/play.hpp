// A real runner in a project of its own: what it runs is what docs/guide/runners.md tells its users to run.
#pragma once

#include "interop/tools.hpp"
#include "support/process.hpp"
#include "support/project.hpp"
#include "support/server.hpp"
#include "support/tcp_server.hpp"

#include "base/text.hpp"

#include <doctest/doctest.h>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace lockstep::test {

struct Runner {
  const char* name;             ///< for scripts/fetch-runner, and the dialect
  const char* title;            ///< in the guide
  const char* setup = "true";   ///< once, in the project: what its users have already
  const char* blocks = "apply"; ///< what the commands of its section are for, in their order
};

[[nodiscard]] std::span<const Runner> runners();
[[nodiscard]] const Runner& runner(const std::string& name);

/// A runner's section in the guide.
struct Guide {
  std::string config;
  std::map<std::string, std::string> blocks; ///< of sh, by what they are for; without "mend" applying again is all
};
[[nodiscard]] Guide guide_of(const Runner& runner);

class Play {
public:
  /// With a database of its own, and what its users have already.
  Play(const Runner& runner, const std::filesystem::path& home);

  [[nodiscard]] const TemporaryProject& project() const { return project_; }
  [[nodiscard]] Connection connect() const { return Connection(url()); }

  void gen(const std::string& schema, const std::string& name, const std::string& epoch) {
    project_.write("schema.toml", schema);
    must({"gen", name}, epoch);
  }
  std::string must(const std::vector<std::string>& words, const std::string& epoch = {}) {
    const Ran ran = project_.lockstep(words, epoch);
    CHECK_MESSAGE(ran.exit == 0, "lockstep " << join(words, " ") << "\n" << ran.out << ran.err);
    return ran.out;
  }
  [[nodiscard]] Ran status() const { return project_.lockstep({"status", url()}); }
  [[nodiscard]] std::string url() const { return database_.url(); }
  [[nodiscard]] Ran verify() const { return project_.lockstep({"verify"}); }
  /// Of the migrations, as the guide's configuration says it.
  [[nodiscard]] std::string folder() const {
    const std::string from = guide_.config.substr(guide_.config.rfind("= \"") + 3);
    return from.substr(0, from.find('"'));
  }
  /// A word more in a file of the migrations, in whatever language.
  void edit(const std::string& file) const {
    const std::string path = folder() + "/" + file;
    project_.write(path, project_.read(path) + (file.ends_with(".sql") ? "-- edited\n" : "# edited\n"));
  }

  /// As its users do.
  Ran apply() { return shell_in_project(guide_.blocks["apply"]); }
  void must_run(const std::string& block) {
    Ran ran = shell_in_project(guide_.blocks.at(block));
    // Prisma's engine may end without a word on a busy machine; what is really amiss is so the second time as well.
    if (ran.exit != 0 && (ran.out + ran.err).find("Error in Schema engine: \n") != std::string::npos)
      ran = shell_in_project(guide_.blocks.at(block));
    CHECK_MESSAGE(ran.exit == 0, ran.out << ran.err);
  }
  void must_apply() {
    const Ran ran = apply();
    REQUIRE_MESSAGE(ran.exit == 0, ran.out << ran.err);
  }
  /// The commands of the guide, told which file failed and which stands before it.
  void mend(const std::string& failed, const std::string& before) {
    set_["FAILED"] = failed;
    set_["VERSION_BEFORE"] = before;
    const Ran ran = shell_in_project(guide_.blocks["mend"]);
    CHECK_MESSAGE(ran.exit == 0, ran.out << ran.err);
  }
  void expect_in_step() {
    CHECK(must({"check"}).starts_with("ok: "));
    CHECK(must({"drift", url()}).starts_with("no drift"));
    CHECK(must({"status", url()}).find("nothing is pending") != std::string::npos);
  }

private:
  Ran shell_in_project(const std::string& script);

  Guide guide_;
  std::filesystem::path home_;
  TcpDatabase database_;
  std::map<std::string, std::string> set_;
  TemporaryProject project_;
};

} // namespace lockstep::test
