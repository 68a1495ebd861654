// fmt: schema files in canonical form.
#include <lockstep/upkeep.hpp>

#include "app/project.hpp"
#include "base/files.hpp"
#include "toml/canonical.hpp"

namespace lockstep {

namespace fs = std::filesystem;

std::vector<OutputFile> fmt(const FmtOptions& options) {
  const Project project(options);
  std::vector<fs::path> files;
  for (const std::string& file : options.files) files.push_back(project.path_of(file));
  if (files.empty()) files = schema_files(project.path_of(project.config().schema));
  std::vector<OutputFile> changed;
  std::vector<FileToWrite> writes;
  Diagnostics mistakes;
  for (const fs::path& file : files) {
    const std::string text = read_file(file);
    Canonical canonical = canonical_text(text, file.string());
    for (const Diagnostic& mistake : canonical.diagnostics.list())
      if (mistake.severity == Severity::error) mistakes.add(mistake);
    if (canonical.text == text) continue;
    writes.push_back({file, canonical.text});
    changed.push_back({file.lexically_proximate(project.path_of(".")).string(), std::move(canonical.text)});
  }
  if (mistakes.has_errors()) throw SchemaError(mistakes);
  if (!options.check_only && !writes.empty()) write_files(writes);
  return changed;
}

} // namespace lockstep
