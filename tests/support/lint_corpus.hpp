// The corpus of lint, tests/golden/lint.
#pragma once

#include "lint/lint.hpp"

#include <filesystem>
#include <vector>

namespace lockstep::test {

/// Its cases: one file each, or the files of a folder that ends in ".chain", in the order in which they run.
[[nodiscard]] std::vector<std::vector<std::filesystem::path>> lint_corpus();
/// A file as lint is given it, with what stands in a `.conf` beside it; its path counts from the corpus.
[[nodiscard]] linting::Input input_of(const std::filesystem::path& file);

} // namespace lockstep::test
