// Reads a .toml file, or a folder of them as one schema.
#include "toml/schema.hpp"

#include <lockstep/error.hpp>

#include "base/files.hpp"
#include "base/text.hpp"
#include "toml/collisions.hpp"
#include "toml/document.hpp"
#include "toml/reader.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace lockstep {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t most_bytes = 64U << 20U;

struct Source {
  std::string name;
  std::string text;
};

Error unreadable(const fs::path& path, const std::error_code& problem) {
  Error error = usage_error("can not read the schema " + path.string() + ": " + problem.message(),
                            "`schema` in lockstep.toml names the file or folder of the schema");
  error.where = path.string();
  return error;
}

void check_size(const fs::path& file) {
  std::error_code problem;
  const std::uintmax_t bytes = fs::file_size(file, problem);
  if (problem) throw unreadable(file, problem);
  if (bytes <= most_bytes) return;
  Error error = usage_error("the schema file is " + std::to_string(bytes >> 20U) + " MB large; at most 64 MB are read",
                            "split it into a folder of .toml files, which are read as one schema");
  error.where = file.string();
  throw error;
}

bool is_schema_file(const fs::path& path) {
  const std::string name = path.filename().string();
  return path.extension() == ".toml" && name != "lockstep.toml" && !name.starts_with('.');
}

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code problem;
  fs::recursive_directory_iterator entry(folder, problem);
  for (; !problem && entry != fs::recursive_directory_iterator(); entry.increment(problem)) {
    if (entry->is_directory() && entry->path().filename().string().starts_with('.')) {
      entry.disable_recursion_pending();
    } else if (is_schema_file(entry->path()) && !entry->is_directory()) {
      files.push_back(entry->path());
    }
  }
  if (problem) throw unreadable(folder, problem);
  if (files.empty()) {
    Error error =
        usage_error("there is no .toml file in this folder", "put the schema into a file such as schema.toml");
    error.where = folder.string();
    throw error;
  }
  std::sort(files.begin(), files.end());
  return files;
}

// Mistakes of several files in the order of the files and, in each, from top to bottom.
void sort_by_place(Mistakes& mistakes) {
  std::stable_sort(mistakes.begin(), mistakes.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.position.file, a.position.line, a.position.column) <
           std::tie(b.position.file, b.position.line, b.position.column);
  });
}

// What shows only over all files, when the documents are gone, gets its line from the text.
void add_with_line(Diagnostic mistake, const std::vector<Source>& sources, Mistakes& mistakes) {
  for (const Source& source : sources)
    if (source.name == mistake.position.file) mistake.line = line_of(source.text, mistake.position.line);
  mistakes.push_back(std::move(mistake));
}

void add_collisions(const State& state, const std::vector<Source>& sources, Mistakes& mistakes) {
  for (Diagnostic& mistake : find_collisions(state)) add_with_line(std::move(mistake), sources, mistakes);
}

/// Objects that the rest of the schema speaks against.
void add_contradictions(const State& state, const std::vector<Source>& sources, Mistakes& mistakes) {
  Diagnostics found;
  for (const auto& [id, object] : state.objects())
    if (object.kind->examine != nullptr) object.kind->examine(object, state, found);
  for (const Diagnostic& mistake : found.list()) add_with_line(mistake, sources, mistakes);
}

Diagnostic nothing_declared(const std::string& file) {
  Diagnostic note;
  note.severity = Severity::note;
  note.code = "nothing-declared";
  note.position.file = file;
  note.message = "the schema declares nothing";
  note.hint = "a table begins with [tables.name.columns]";
  return note;
}

Declared read_sources(const std::vector<Source>& sources, bool whole = true) {
  Declared declared;
  Mistakes mistakes;
  for (const Source& source : sources) {
    const Document document(source.text, source.name, mistakes);
    if (document.readable()) Reader(document, declared.state, mistakes).read();
  }
  if (whole && mistakes.empty()) add_contradictions(declared.state, sources, mistakes);
  add_collisions(declared.state, sources, mistakes);
  if (mistakes.empty() && declared.state.objects().empty()) mistakes.push_back(nothing_declared(sources.front().name));
  sort_by_place(mistakes);
  for (Diagnostic& mistake : mistakes) declared.diagnostics.add(std::move(mistake));
  return declared;
}

} // namespace

std::vector<fs::path> schema_files(const fs::path& path) {
  std::error_code problem;
  const fs::file_status status = fs::status(path, problem);
  if (status.type() == fs::file_type::not_found)
    throw unreadable(path, std::make_error_code(std::errc::no_such_file_or_directory));
  if (problem) throw unreadable(path, problem);
  if (fs::is_directory(status)) return files_below(path);
  return {path};
}

Declared read_schema(const fs::path& path) {
  const std::vector<fs::path> files = schema_files(path);
  std::vector<Source> sources;
  for (const fs::path& file : files) {
    check_size(file);
    sources.push_back({file.string(), read_file(file)});
  }
  Declared declared = read_sources(sources);
  declared.files = files;
  return declared;
}

Declared read_schema_text(const std::string& text, const std::string& name) { return read_sources({{name, text}}); }

Declared read_schema_part(const std::string& text, const std::string& name) {
  return read_sources({{name, text}}, false);
}

} // namespace lockstep
