// Transcripts of the program: one folder of tests/golden/cli each.
#include "support/golden.hpp"
#include "support/server.hpp"
#include "support/transcript.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

using namespace lockstep;
using namespace lockstep::test;

TEST_CASE("cli: transcripts") {
  const char* chosen = std::getenv("LOCKSTEP_TRANSCRIPT"); // the name of one, to work on it
  for (const auto& folder : golden_cases("cli")) {
    if (chosen != nullptr && folder.filename() != chosen) continue;
    CAPTURE(folder.filename().string());
    const Database database;
    play_transcript(folder, {{"DB", database.conninfo()}});
  }
}
