// The blocks in the golden plans are known again; what a hand has written into one is not.
#include "kinds/access_blocks.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "support/golden.hpp"

#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

const std::string end = "\nEND $$";

std::vector<std::string> blocks_in(const std::string& text, const std::string& begin) {
  std::vector<std::string> blocks;
  for (std::size_t at = text.find("\n" + begin); at != std::string::npos; at = text.find("\n" + begin, at + 1))
    blocks.push_back(text.substr(at + 1, text.find(end, at) + end.size() - at - 1));
  return blocks;
}

const std::string remember = "DO $$\nBEGIN\n  PERFORM set_config('lockstep.";
const std::string give_back = "DO $$\nBEGIN\n  EXECUTE current_setting('lockstep.";
const std::string share = "DO $$\nBEGIN\n  EXECUTE (SELECT string_agg(command, '; ') FROM (\n";

} // namespace

TEST_CASE("access blocks: all that are in golden plans are known again") {
  std::size_t found = 0;
  for (const auto& folder : golden_cases("plan"))
    for (const std::string name : {"plan.sql", "back.sql"})
      for (const std::string& begin : {remember, give_back, share})
        for (const std::string& block : blocks_in(read_file(folder / name), begin)) {
          ++found;
          CHECK_MESSAGE(carries_access(block), folder.string() << "\n" << block);
        }
  CHECK(found > 100);
}

TEST_CASE("access blocks: what only begins or ends like one is none") {
  const auto folder = golden_folder("plan") / "materialized-view-changed";
  const std::string block = blocks_in(read_file(folder / "plan.sql"), remember).at(0);
  REQUIRE(carries_access(block));
  const auto changed = [&](const std::string& from, const std::string& to) {
    REQUIRE(block.find(from) != std::string::npos);
    return replace_all(block, from, to);
  };
  const std::string gone = "DELETE FROM public.users";
  CHECK_FALSE(carries_access(changed(end, "\n  " + gone + ";" + end)));
  CHECK_FALSE(carries_access(changed("PERFORM set_config", gone + ";\n  PERFORM set_config")));
  CHECK_FALSE(carries_access(changed("'REVOKE ALL ON %s FROM %I'", "'" + gone + "'")));
  CHECK_FALSE(carries_access(changed("'REVOKE ALL ON %s FROM %I'", "'REVOKE ALL ON %s FROM %I; " + gone + "'")));
  CHECK_FALSE(carries_access(changed("pg_get_userbyid(", "public.somebody(")));
  CHECK_FALSE(carries_access(changed("PERFORM set_config('lockstep.", "PERFORM set_config('it''s', emptied());'")));
  CHECK_FALSE(carries_access("DO $$\nBEGIN\n  EXECUTE '" + gone + "';" + end));
  CHECK_FALSE(carries_access("DO $$\nBEGIN\n  EXECUTE current_setting('lockstep.users');\n  " + gone + ";" + end));
  CHECK_FALSE(carries_access("DO $$\nBEGIN\n  PERFORM set_config('lockstep.x', '" + gone + "', true);" + end));
  const std::string quoted = "DO $$\nBEGIN\n  EXECUTE current_setting('lockstep.a\\'); " + gone + "; --');" + end;
  CHECK_FALSE(carries_access(quoted));
  CHECK_FALSE(carries_access(""));
}
