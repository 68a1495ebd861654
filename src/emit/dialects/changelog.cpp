// Only `include` and `includeAll` are looked for, in whatever language: lines of YAML, tags of XML, keys of JSON.
#include "emit/dialects/changelog.hpp"

#include "base/text.hpp"
#include "emit/dialects/choices.hpp"
#include "emit/dialects/parts.hpp"

#include <algorithm>
#include <cctype>
#include <set>

namespace lockstep::dialects {

namespace {

struct Include {
  std::string path;
  bool all = false;
  std::string context;
  std::string labels;
};

bool holds_changesets(std::string_view content) {
  return content.find("- changeSet") != content.npos || content.find("<changeSet") != content.npos ||
         content.find("\"changeSet\"") != content.npos;
}

/// The text behind `key` and one of the signs that part it from its value.
std::string value_behind(std::string_view text, std::size_t at) {
  at = text.find_first_not_of(" \t:=\"'", at);
  if (at == std::string_view::npos) return {};
  return std::string(trim(text.substr(at, text.find_first_of("\"'\r\n>,}", at) - at)));
}

bool is_word(std::string_view text, std::size_t at, std::size_t size) {
  const auto inside = [&](std::size_t i) {
    return i < text.size() && (std::isalnum(static_cast<unsigned char>(text[i])) != 0 || text[i] == '_');
  };
  return (at == 0 || !inside(at - 1)) && !inside(at + size);
}

/// The value of a key, in what is said of one include; a context is also called contextFilter.
std::string value_of(std::string_view key, std::string_view about) {
  for (std::size_t at = about.find(key); at != std::string_view::npos; at = about.find(key, at + 1)) {
    const std::size_t end = at + key.size() + (about.substr(at + key.size()).starts_with("Filter") ? 6 : 0);
    if (!is_word(about, at, end - at) || about.substr(0, at).find("hangeSet") != std::string_view::npos) continue;
    const std::size_t from = about.find_first_not_of(" \t:=\"'", end);
    if (from == std::string_view::npos) return {};
    return std::string(trim(about.substr(from, about.find_first_of("\"'\r\n>}", from) - from)));
  }
  return {};
}

/// The name of a tag, of an item of YAML, or of a member of JSON; not a value.
bool is_key(std::string_view text, std::size_t at, std::size_t size) {
  const std::string_view before = trim(text.substr(0, at));
  const std::string_view behind = trim(text.substr(at + size));
  return before.ends_with('<') || before.ends_with('-') ||
         (before.ends_with('"') && behind.starts_with('"') && trim(behind.substr(1)).starts_with(':'));
}

std::vector<Include> includes_of(std::string_view content) {
  std::vector<Include> includes;
  for (std::size_t at = content.find("include"); at != std::string_view::npos; at = content.find("include", at + 7)) {
    const bool all = content.substr(at).starts_with("includeAll");
    const std::size_t end = at + (all ? 10 : 7);
    if (!is_word(content, at, end - at)) continue;
    const std::string_view key = all ? "path" : "file";
    std::size_t found = content.find(key, end);
    while (found != std::string_view::npos && !is_word(content, found, key.size()))
      found = content.find(key, found + 1);
    if (found == std::string_view::npos || content.find("include", end) < found) continue;
    const std::string_view about = content.substr(end, std::min(content.find("include", end), content.size()) - end);
    includes.push_back(
        {value_behind(content, found + key.size()), all, value_of("context", about), value_of("labels", about)});
  }
  return includes;
}

/// Paths are told from the search path or from the changelog: whichever leads into the folder.
bool is_below(const std::string& path, std::string told) {
  while (told.starts_with("./")) told.erase(0, 2);
  if (!told.empty() && !told.ends_with('/')) told += '/';
  for (;;) {
    if (path.starts_with(told)) return true;
    const std::size_t slash = told.find('/');
    if (slash == std::string::npos || slash + 1 >= told.size()) return told.empty();
    told.erase(0, slash + 1);
  }
}

class Walk {
public:
  explicit Walk(const Folder& folder) : folder_(folder) {}

  void enter(const std::string& path) {
    if (!seen_.insert(path).second) return;
    const std::string& content = folder_.at(path);
    if (path.ends_with(".sql") || holds_changesets(content)) files.push_back(path);
    if (!is_changelog(path, content)) return;
    for (const Include& include : includes_of(content)) {
      if (!is_chosen(include.context, include.labels, folder_.choices)) continue;
      for (const auto& [other, text] : folder_) {
        const bool wanted =
            include.all ? is_below(other, include.path) && other != path : ends_alike(other, include.path);
        const bool changes = other.ends_with(".sql") || is_changelog(other, text);
        if (wanted && changes) enter(other);
      }
    }
  }

  std::vector<std::string> files;

private:
  static bool ends_alike(const std::string& path, std::string told) {
    while (told.starts_with("./") || told.starts_with("../")) told.erase(0, told.find('/') + 1);
    return path == told || path.ends_with("/" + told) || told.ends_with("/" + path);
  }

  const Folder& folder_;
  std::set<std::string> seen_;
};

} // namespace

bool is_changelog(std::string_view path, std::string_view content) {
  return content.find("databaseChangeLog") != content.npos &&
         std::any_of(changelog_endings.begin(), changelog_endings.end(),
                     [&](std::string_view ending) { return path.ends_with(ending); });
}

void take_changelog_properties(std::string_view content, Choices& choices) {
  constexpr std::string_view word = "property";
  for (std::size_t at = content.find(word); at != std::string_view::npos; at = content.find(word, at + 1)) {
    if (!is_word(content, at, word.size()) || !is_key(content, at, word.size())) continue;
    std::string_view about = content.substr(at + word.size());
    for (const std::string_view next : {word, std::string_view("include"), std::string_view("hangeSet")})
      about = about.substr(0, about.find(next));
    const std::string name = value_of("name", about);
    if (!name.empty() && is_for_postgres(value_of("dbms", about)) &&
        is_chosen(value_of("context", about), value_of("labels", about), choices))
      choices.placeholders.emplace(lower(name), value_of("value", about));
  }
}

std::string top_changelog(const Folder& folder) {
  // The first in the highest folder.
  std::string top;
  const auto depth = [](const std::string& path) { return std::count(path.begin(), path.end(), '/'); };
  for (const auto& [path, content] : folder)
    if (is_changelog(path, content) && (top.empty() || depth(path) < depth(top))) top = path;
  return top;
}

std::vector<std::string> included_files(const Folder& folder) {
  Walk walk(folder);
  const std::string top = top_changelog(folder);
  if (!top.empty()) {
    walk.enter(top);
    return walk.files;
  }
  for (const auto& [path, content] : folder)
    if (path.ends_with(".sql")) walk.enter(path);
  return walk.files;
}

} // namespace lockstep::dialects
