// Transcripts: what a user types and what the program answers, kept as a file. The file is the script and the
// expectation in one:
//
//   # why this is here
//   $ lockstep gen first
//     what it says on stdout
//   ! what it says on stderr
//   [exit 2]
//
// "[exit N]" is left out for 0. UPDATE_GOLDEN=1 runs the commands and writes the answers anew.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace lockstep::test {

/// Plays `folder`/transcript.txt in a temporary project that starts with a copy of `folder`/project. Commands run under
/// /bin/sh with `lockstep` in PATH and SOURCE_DATE_EPOCH set; `set` are further variables, and their values are shown
/// as their names. Besides the answers it is checked that a command that fails changes no file, that no run leaves a
/// file behind in TMPDIR, and that a password "s3cret" is never shown.
void play_transcript(const std::filesystem::path& folder, const std::map<std::string, std::string>& set);

} // namespace lockstep::test
