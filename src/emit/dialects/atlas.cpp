// Atlas: <version>_<name>.sql under atlas.sum, a chain of hashes without which it applies nothing.
#include "emit/dialects/parts.hpp"

#include "base/digest.hpp"
#include "base/text.hpp"
#include "emit/native.hpp"

#include <algorithm>

namespace lockstep::dialects {

namespace {

constexpr TextStyle style{
    .begins = false, .resets = true, .again = "atlas migrate apply", .again_outside = "atlas migrate apply"};
constexpr std::string_view sum_file = "atlas.sum";
constexpr std::string_view outside = "-- atlas:txmode none";

bool owns(std::string_view path) {
  return path.find('/') == std::string_view::npos && (path.ends_with(".sql") || path == sum_file);
}

bool is_directive(std::string_view line) { return comment_words(line).starts_with("atlas:"); }

/// One digest runs over names and bytes of all files; each has what it has come to.
std::vector<std::pair<std::string, std::string>> hashes_of(const Folder& folder) {
  std::vector<std::pair<std::string, std::string>> hashes;
  std::string seen;
  for (const auto& [path, content] : folder) {
    if (!path.ends_with(".sql")) continue;
    seen += path;
    if (content.starts_with("-- atlas:sum ignore")) continue;
    seen += content;
    hashes.emplace_back(path, base64(digest("SHA256", seen)));
  }
  return hashes;
}

std::string sum_of(const Folder& folder) {
  std::string lines;
  std::string all;
  for (const auto& [path, hash] : hashes_of(folder)) {
    lines += path + " h1:" + hash + "\n";
    all += path + hash;
  }
  return "h1:" + base64(digest("SHA256", all)) + "\n" + lines;
}

void write(Folder& folder, const Migration& migration) {
  refuse_lines(migration, "Atlas", &is_directive);
  folder[migration.version + "_" + plain_name(migration) + ".sql"] =
      (migration.mode == TransactionMode::each ? std::string(outside) + "\n\n" : "") +
      to_text(make_text(migration, style));
  folder[std::string(sum_file)] = sum_of(folder);
}

/// By name, as Atlas orders them; the newest checkpoint stands for all before it.
std::vector<ChainFile> read(const Folder& folder) {
  std::map<std::string, std::string> hashes;
  for (const auto& [path, hash] : hashes_of(folder)) hashes[path] = hash;
  std::vector<ChainFile> chain;
  for (const auto& [path, content] : folder) {
    if (!path.ends_with(".sql")) continue;
    std::vector<std::string> lines = split(content, '\n');
    std::optional<TransactionMode> told;
    for (std::size_t i = 0; i < lines.size() && is_directive(lines[i]); ++i) {
      if (lines[i].starts_with(outside)) told = TransactionMode::each;
      if (lines[i].starts_with("-- atlas:checkpoint")) chain.clear();
      lines[i].clear(); // lines keep their numbers
    }
    const std::string stem = path.substr(0, path.size() - 4);
    const std::size_t bar = stem.find('_');
    Migration known;
    known.version = stem.substr(0, bar);
    known.name = bar == std::string::npos ? stem : stem.substr(bar + 1);
    const std::string id = known.version;
    chain.push_back(chain_file(path, content, parse_carried(path, known, join(lines, "\n"), told), id));
    chain.back().sum = hashes[path];
  }
  number(chain);
  return chain;
}

/// The first file whose hash is another one, where the list names just the files that are there; else empty.
std::string first_edited(const Folder& folder, const std::string& listed) {
  const std::vector<std::string> lines = split(listed, '\n');
  std::string edited;
  std::size_t at = 1; // behind the hash of all
  for (const auto& [path, hash] : hashes_of(folder)) {
    if (at >= lines.size() || !lines[at].starts_with(path + " ")) return {};
    if (edited.empty() && lines[at] != path + " h1:" + hash) edited = path;
    ++at;
  }
  return at + 1 == lines.size() ? edited : std::string();
}

std::vector<ListFault> verify(const Folder& folder) {
  const auto sum = folder.find(std::string(sum_file));
  if (sum != folder.end() && sum->second == sum_of(folder)) return {};
  if (sum == folder.end() && folder.empty()) return {};
  if (sum != folder.end())
    if (const std::string edited = first_edited(folder, sum->second); !edited.empty())
      return {{edited,
               "was changed after it was listed in " + std::string(sum_file) +
                   ": restore it; if no database has run it, `atlas migrate hash` lists it anew",
               std::string(sum_file)}};
  return {{std::string(sum_file), "is not that of the files, so Atlas refuses to apply them: if they are as they "
                                  "should be, run `atlas migrate hash`"}};
}

} // namespace

extern const Dialect atlas;
const Dialect atlas{
    "atlas", "atlas migrate apply", "atlas migrate apply --baseline VERSION", true, true, &owns, &read, &write,
    &verify};

} // namespace lockstep::dialects
