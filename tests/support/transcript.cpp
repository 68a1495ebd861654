// Plays transcripts and hides in the answers what differs from run to run.
#include "support/transcript.hpp"

#include "support/golden.hpp"
#include "support/paths.hpp"
#include "support/project.hpp"

#include "base/files.hpp"
#include "base/text.hpp"

#include <doctest/doctest.h>

#include <cctype>
#include <cstdlib>
#include <vector>

namespace lockstep::test {

namespace fs = std::filesystem;

namespace {

constexpr const char* epoch = "1767225600"; // 2026-01-01 00:00:00

struct Stage {
  TemporaryProject project;
  TemporaryFolder scratch;
  TemporaryFolder cache; ///< of its own: what an earlier run has remembered changes what is said
  RunOptions options;
  std::map<std::string, std::string> names; ///< text → what is shown in its place
};

bool fits(std::string_view text, std::string_view pattern) {
  if (text.size() < pattern.size()) return false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool same =
        pattern[i] == '#' ? std::isdigit(static_cast<unsigned char>(text[i])) != 0 : text[i] == pattern[i];
    if (!same) return false;
  }
  return true;
}

/// Puts `name` for everything of the form of `pattern`, where # is a digit.
std::string mask_pattern(const std::string& text, std::string_view pattern, const std::string& name) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    if (fits(std::string_view(text).substr(at), pattern)) {
      result += name;
      at += pattern.size();
    } else {
      result += text[at++];
    }
  }
  return result;
}

/// Puts `name` for what stands between `begin` and the next of `ends`.
std::string mask_after(std::string text, const std::string& begin, std::string_view ends, const std::string& name) {
  for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at + begin.size())) {
    const std::size_t start = at + begin.size();
    const std::size_t end = std::min(text.find_first_of(ends, start), text.size());
    text.replace(start, end - start, name);
  }
  return text;
}

std::string mask(const Stage& stage, std::string text) {
  for (const auto& [value, name] : stage.names) text = replace_all(text, value, name);
  text = mask_pattern(text, "####-##-## ##:##:##", "TIME");
  for (const char* before : {"TIME UTC by ", "TIME UTC, recorded as baseline by "})
    text = mask_after(text, before, "\n", "USER");
  return mask_after(text, "starting PostgreSQL ", "\n", "VERSION");
}

std::map<std::string, std::string> contents(const TemporaryProject& project) {
  std::map<std::string, std::string> result;
  for (const std::string& name : project.files()) {
    const fs::path path = project.path() / name;
    result[name] = fs::file_size(path) > 1U << 20U ? "large" : project.read(name);
  }
  return result;
}

std::string quote(std::string_view lines, std::string_view prefix) {
  std::string result;
  for (const std::string& line : split(lines.ends_with('\n') ? lines.substr(0, lines.size() - 1) : lines, '\n'))
    result += line.empty() ? "\n" : std::string(prefix) + line + "\n";
  return result;
}

std::string play_command(const Stage& stage, const std::string& command) {
  const auto before = contents(stage.project);
  const Ran ran = run({"/bin/sh", "-c", command}, stage.options);
  std::string answer;
  if (!ran.out.empty()) answer += quote(mask(stage, ran.out), "  ");
  if (!ran.err.empty()) answer += quote(mask(stage, ran.err), "! ");
  if (ran.exit != 0) {
    answer += "[exit " + std::to_string(ran.exit) + "]\n";
    CHECK_MESSAGE(contents(stage.project) == before, command << " failed and changed a file");
  }
  CHECK_MESSAGE(answer.find("s3cret") == std::string::npos, command << " shows a password");
  return answer;
}

Stage& prepare(Stage& stage, const std::map<std::string, std::string>& set) {
  // As a user's own folders are: others may look in. The server's user must reach its files under root.
  fs::permissions(stage.project.path(), fs::perms(0755));
  for (const TemporaryFolder* folder : {&stage.scratch, &stage.cache})
    fs::permissions(folder->path(), fs::perms(01777));
  stage.options = clean_environment();
  stage.options.folder = stage.project.path();
  const char* path = std::getenv("PATH");
  stage.options.set["PATH"] = binary().parent_path().string() + ":" + (path == nullptr ? "/usr/bin:/bin" : path);
  stage.options.set["SOURCE_DATE_EPOCH"] = epoch;
  stage.options.set["TMPDIR"] = stage.scratch.path().string();
  stage.options.set["XDG_CACHE_HOME"] = stage.cache.path().string();
  stage.names[stage.project.path().string()] = "PROJECT";
  for (const auto& [name, value] : set) {
    stage.options.set[name] = value;
    stage.names[value] = name;
  }
  return stage;
}

} // namespace

void play_transcript(const fs::path& folder, const std::map<std::string, std::string>& set) {
  expect_only(folder, {"transcript.txt", "project"});
  Stage stage;
  if (fs::exists(folder / "project"))
    fs::copy(folder / "project", stage.project.path(),
             fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  prepare(stage, set);
  std::string played;
  std::string comments;
  for (const std::string& line : split(read_file(folder / "transcript.txt"), '\n')) {
    if (line.starts_with("# ")) comments += line + "\n";
    if (!line.starts_with("$ ")) continue;
    played += (played.empty() ? "" : "\n") + comments + line + "\n" + play_command(stage, line.substr(2));
    comments.clear();
  }
  expect_golden(folder / "transcript.txt", played);
  for (const auto& left : fs::directory_iterator(stage.scratch.path()))
    FAIL_CHECK("left behind: " << left.path().string());
}

} // namespace lockstep::test
