// See the header.
#include "tools/archive.hpp"

#include "tools/program.hpp"

#include <lockstep/error.hpp>

#include <array>
#include <fstream>
#include <string_view>
#include <unistd.h>

namespace lockstep::tools {

namespace fs = std::filesystem;

bool is_archive(const fs::path& path) {
  if (fs::is_directory(path)) return fs::exists(path / "toc.dat");
  std::array<char, 7> first{};
  std::ifstream(path, std::ios::binary).read(first.data(), first.size());
  const std::string_view mark(first.data(), first.size());
  return mark.starts_with("PGDMP") || mark == "toc.dat"; // which a tar begins with
}

void write_archive_sql(const fs::path& archive, const std::string& bindir, bool with_rows, const fs::path& script) {
  const std::string beside = bindir + "/pg_restore";
  const auto in_path = [&] {
    return need_program("pg_restore", archive.parent_path(), "to read " + archive.string(),
                        "apt-get install postgresql-client");
  };
  const bool has_own = !bindir.empty() && ::access(beside.c_str(), X_OK) == 0;
  Call call{{has_own ? beside : in_path(), "--file=" + script.string(), fs::absolute(archive).string()}, {}};
  if (!with_rows) call.words.emplace_back("--schema-only");
  Said said = run(call);
  // Those of a newer pg_dump only a newer one reads.
  if (said.status != 0 && has_own && said.err.find("unsupported version") != std::string::npos &&
      !find_program("pg_restore", archive.parent_path()).empty()) {
    call.words.front() = in_path();
    said = run(call);
  }
  if (said.status != 0) fail(call, said);
}

} // namespace lockstep::tools
