// A language server for schema.toml: what editors ask while one types.
#pragma once

#include <lockstep/lockstep.hpp>

#include <functional>
#include <optional>
#include <string>

namespace lockstep {

struct LanguageServerOptions : Options {
  std::string source;                                  ///< a database whose state hovers show, empty: none
  std::function<std::optional<std::string>()> receive; ///< the next message (JSON), nothing at the end
  std::function<void(const std::string& message)> send;
  std::function<bool()> waiting; ///< whether more has come already: then a server is asked later; may be empty
};
/// Answers until it is told to exit. False when it was not told to shut down before.
bool serve_language(const LanguageServerOptions& options);

} // namespace lockstep
