// pg_dump writes a comment with type and name before each object: that is where its output is cut.
#include "support/dump.hpp"

#include "base/text.hpp"
#include "support/golden.hpp"
#include "support/process.hpp"
#include "support/server.hpp"

#include <cstdio>
#include <stdexcept>

namespace lockstep::test {

namespace {

/// The words between `before` and the next "; " of a header.
std::string header_word(const std::string& line, const std::string& before) {
  const std::size_t begin = line.find(before);
  if (begin == std::string::npos) return {};
  const std::size_t from = begin + before.size();
  return line.substr(from, line.find("; ", from) - from);
}

/// Lines between objects: where they stand depends on which objects of other kinds there are.
bool says_nothing(const std::string& line) {
  return line.empty() || line.starts_with("--") || line.starts_with("\\unrestrict") || line.starts_with("\\restrict") ||
         line == "SET default_tablespace = '';" || line == "SET default_table_access_method = heap;";
}

std::string fetch_newest() {
  const Ran fetched = shell("scripts/fetch-runner pg_dump");
  if (fetched.exit == 0) return std::string(trim(fetched.out)) + "/bin/pg_dump";
  std::fprintf(stderr, "SKIPPED: no dump of newer servers is compared: %s\n", std::string(trim(fetched.err)).c_str());
  return {};
}

std::string dumper_of(int major) {
  if (major <= server().major()) return program("pg_dump");
  static const std::string newest = fetch_newest();
  return newest;
}

} // namespace

bool can_dump(int major) { return !dumper_of(major).empty(); }

Dump dump_of(const std::string& conninfo, Owners owners) {
  const std::string pg_dump = dumper_of(Connection(conninfo).server_major());
  std::vector<std::string> words{pg_dump, "--schema-only", "--exclude-schema=lockstep", "-d", conninfo};
  if (owners == Owners::left_out) words.insert(words.end(), {"--no-owner", "--no-acl"});
  const Ran ran = run(words);
  if (ran.exit != 0) throw std::runtime_error("pg_dump failed: " + ran.err);
  Dump dump;
  std::string* text = nullptr;
  for (const std::string& line : split(ran.out, '\n')) {
    if (line.starts_with("-- Name: "))
      text = &dump[{header_word(line, "; Type: "),
                    header_word(line, "; Schema: ") + " " + header_word(line, "-- Name: ")}];
    else if (text != nullptr && !says_nothing(line))
      *text += line + "\n";
  }
  return dump;
}

std::vector<DumpDifference> compare_dumps(const Dump& expected, const Dump& actual) {
  std::vector<DumpDifference> differences;
  for (const auto& [key, text] : expected) {
    const auto found = actual.find(key);
    if (found == actual.end())
      differences.push_back({"missing", key.first, key.second, text});
    else if (found->second != text)
      differences.push_back({"different", key.first, key.second, unified_diff(text, found->second)});
  }
  for (const auto& [key, text] : actual)
    if (!expected.contains(key)) differences.push_back({"extra", key.first, key.second, text});
  return differences;
}

void run_psql(const std::string& conninfo, const std::string& script) {
  RunOptions options;
  options.input = script;
  options.set = {{"PGOPTIONS", "-c client_min_messages=error"}};
  const Ran ran = run(
      {program("psql"), "-X", "-q", "-o", "/dev/null", "-v", "ON_ERROR_STOP=1", "-d", conninfo, "-f", "-"}, options);
  if (ran.exit != 0) throw std::runtime_error("psql failed: " + ran.err);
}

} // namespace lockstep::test
