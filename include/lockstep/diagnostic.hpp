// Mistakes in the user's schema: collected, all reported at once, each with its line and a caret.
#pragma once

#include <string>
#include <vector>

namespace lockstep {

/// A place in a source file. Lines and columns count from 1; line 0 means "the file as a whole".
struct Position {
  std::string file;
  int line = 0;
  int column = 0;

  /// "file:line:column", or as much of it as is known.
  [[nodiscard]] std::string text() const;
};

enum class Severity { error, warning, note };

struct Diagnostic {
  Severity severity = Severity::error;
  std::string code; ///< stable, kebab-case: "unknown-key"
  Position position;
  std::string message; ///< one sentence: what is wrong
  std::string hint;    ///< how to mend it, may be empty
  std::string line;    ///< the source line at `position`, without its newline, may be empty
};

/// The diagnostic as text: place, severity, message, the line, a caret and the hint.
[[nodiscard]] std::string to_text(const Diagnostic& diagnostic);

/// A list that keeps the order in which mistakes were found.
class Diagnostics {
public:
  void add(Diagnostic diagnostic) { list_.push_back(std::move(diagnostic)); }
  [[nodiscard]] const std::vector<Diagnostic>& list() const { return list_; }
  [[nodiscard]] bool has_errors() const;
  /// All of them, a blank line between two.
  [[nodiscard]] std::string text() const;

private:
  std::vector<Diagnostic> list_;
};

} // namespace lockstep
