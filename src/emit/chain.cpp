// The folder of migrations: names, order, and lockstep.sum, which tells when a file that landed was edited.
#include "emit/native.hpp"

#include "base/files.hpp"
#include "base/text.hpp"

#include <lockstep/error.hpp>
#include <lockstep/suggest.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace lockstep {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view sum_file = "lockstep.sum";

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

[[noreturn]] void refuse_name(const std::string& file_name, const std::string& why) {
  Error error = usage_error("not the name of a migration file: " + why,
                            "name it <version>_<name>.<phase>.sql, for example "
                            "20261122120000_add_orders.expand.sql, or keep it outside this folder");
  error.where = file_name;
  throw error;
}

std::string_view without_zeros(std::string_view digits) {
  return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

using Sums = std::map<std::string, std::string>;

/// The recorded sums by file name; a line that is none is reported.
Sums read_sums(const fs::path& path, std::vector<ListFault>& faults) {
  Sums sums;
  int number = 0;
  for (const std::string& line : split(read_file(path), '\n')) {
    ++number;
    const std::string_view text = trim(line);
    if (text.empty()) continue;
    if (text.size() > 66 && text.substr(64, 2) == "  " &&
        text.substr(0, 64).find_first_not_of("0123456789abcdef") == std::string_view::npos) {
      if (!sums.emplace(text.substr(66), text.substr(0, 64)).second)
        faults.push_back({{},
                          "lockstep.sum:" + std::to_string(number) + " names " + std::string(text.substr(66)) +
                              " a second time: keep the line that belongs to the file"});
    } else {
      faults.push_back({{},
                        "lockstep.sum:" + std::to_string(number) + " is no sum line (a merge conflict?): \"" +
                            std::string(text) + "\"; keep the lines of both sides, without the marks"});
    }
  }
  return sums;
}

ListFault edited(const std::string& file, const std::string& accept) {
  return {file,
          "was changed after it was listed in lockstep.sum: restore it and put the change into a new migration, or, if "
          "no database has run it, " +
              accept,
          std::string(sum_file)};
}

ListFault gone(const std::string& file, const std::string& accept) {
  return {file, "is listed in lockstep.sum but gone: restore it, or, if no database has run it, " + accept};
}

ChainFile read_chain_file(const fs::path& path) {
  ChainFile file;
  file.path = path.filename().string();
  file.content = read_file(path);
  file.checksum = sha256(file.content);
  file.migration = parse_native(file.path, file.content);
  return file;
}

} // namespace

bool version_less(std::string_view one, std::string_view other) {
  const std::string_view a = without_zeros(one);
  const std::string_view b = without_zeros(other);
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

Migration parse_file_name(const std::string& file_name) {
  Migration migration;
  std::string_view rest = file_name;
  if (!rest.ends_with(".sql")) refuse_name(file_name, "it does not end in .sql");
  rest.remove_suffix(4);
  const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  if (digits == 0 || digits == rest.size() || rest[digits] != '_')
    refuse_name(file_name, "it does not begin with a version of digits and an underscore");
  migration.version = rest.substr(0, digits);
  rest.remove_prefix(digits + 1);
  const std::size_t dot = std::min(rest.find('.'), rest.size());
  migration.name = rest.substr(0, dot);
  if (migration.name.empty() || !std::all_of(migration.name.begin(), migration.name.end(), is_name_character))
    refuse_name(file_name, "after the version stands a name of letters, digits and underscores");
  if (dot == rest.size()) return migration;
  migration.phase = rest.substr(dot + 1);
  const std::vector<std::string> phases = {"expand", "backfill", "validate", "contract"};
  if (std::find(phases.begin(), phases.end(), migration.phase) == phases.end()) {
    const std::string near = nearest(migration.phase, phases);
    refuse_name(file_name, "\"" + migration.phase + "\" is no phase (expand, backfill, validate, contract)" +
                               (near.empty() ? "" : "; did you mean \"" + near + "\"?"));
  }
  return migration;
}

std::vector<ChainFile> read_chain(const fs::path& folder) {
  std::vector<ChainFile> chain;
  if (!fs::exists(folder)) return chain;
  if (!fs::is_directory(folder)) throw usage_error(folder.string() + " is not a folder");
  std::error_code failure;
  std::vector<fs::path> paths;
  for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end; entry.increment(failure)) {
    const std::string name = entry->path().filename().string();
    if (!name.starts_with('.') && name != sum_file) paths.push_back(entry->path());
  }
  if (failure) throw usage_error("can not read the folder " + folder.string() + ": " + failure.message());
  std::sort(paths.begin(), paths.end());
  for (const fs::path& path : paths) chain.push_back(read_chain_file(path));
  std::stable_sort(chain.begin(), chain.end(), [](const ChainFile& a, const ChainFile& b) {
    return version_less(a.migration.version, b.migration.version);
  });
  for (std::size_t i = 1; i < chain.size(); ++i)
    if (!version_less(chain[i - 1].migration.version, chain[i].migration.version))
      throw usage_error(chain[i - 1].path + " and " + chain[i].path + " have the same version",
                        "give the one that landed later a new version");
  return chain;
}

std::string write_sums(const std::vector<ChainFile>& chain) {
  std::map<std::string, std::string> lines;
  for (const ChainFile& file : chain) lines.emplace(file.path.substr(0, file.path.find('#')), file.checksum);
  std::string text;
  for (const auto& [name, sum] : lines) text.append(sum).append("  ").append(name).append("\n");
  return text;
}

std::string lines_of(const std::vector<ListFault>& faults) {
  std::string lines;
  for (const ListFault& fault : faults) lines += "\n  " + fault.sentence();
  return lines;
}

std::vector<ListFault> verify_listed_sums(const fs::path& folder, const std::vector<ChainFile>& chain) {
  std::vector<ListFault> faults;
  if (!fs::exists(folder / sum_file)) return faults;
  const Sums sums = read_sums(folder / sum_file, faults);
  std::set<std::string> present;
  for (const ChainFile& file : chain) {
    const std::string path = file.path.substr(0, file.path.find('#'));
    const auto sum = sums.find(path);
    if (!present.insert(path).second || sum == sums.end() || sum->second == file.checksum) continue;
    faults.push_back(edited(path, "correct its line with what sha256sum prints"));
  }
  for (const auto& [name, sum] : sums)
    if (!present.contains(name)) faults.push_back(gone(name, "take its line out"));
  return faults;
}

std::vector<ListFault> verify_sums(const fs::path& folder, const std::vector<ChainFile>& chain) {
  // The format is sha256sum's own, so that what was accepted by eye can be listed without any other tool.
  const std::string accept = "accept it by running `sha256sum *.sql > " + std::string(sum_file) + "` in that folder";
  std::vector<ListFault> faults;
  const fs::path path = folder / sum_file;
  if (!fs::exists(path)) {
    if (!chain.empty())
      faults.push_back({{},
                        "lockstep.sum is missing, so nothing tells whether a file was edited: restore it, or, if the "
                        "files are as they were written, " +
                            accept});
    return faults;
  }
  Sums sums = read_sums(path, faults);
  for (const ChainFile& file : chain) {
    const auto sum = sums.find(file.path);
    if (sum == sums.end()) {
      faults.push_back({file.path, "is not listed in lockstep.sum: if it belongs here, " + accept});
      continue;
    }
    if (sum->second != file.checksum) faults.push_back(edited(file.path, accept));
    sums.erase(sum);
  }
  for (const auto& [name, sum] : sums) faults.push_back(gone(name, accept));
  return faults;
}

} // namespace lockstep
