// Diagnostics as text: place, severity, message, the line with a caret, the hint.
#include <lockstep/diagnostic.hpp>

#include <algorithm>

namespace lockstep {

namespace {

std::string_view word_for(Severity severity) {
  switch (severity) {
  case Severity::error:
    return "error";
  case Severity::warning:
    return "warning";
  case Severity::note:
    return "note";
  }
  return "error";
}

// Spaces up to the column, which counts characters. Tabs stay tabs so that the caret stands below its character.
std::string padding_before(const std::string& line, int column) {
  std::string padding;
  int at = 1;
  for (const char c : line) {
    const bool continues = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
    if (continues) continue;
    if (at++ >= column) break;
    padding += c == '\t' ? '\t' : ' ';
  }
  return padding;
}

} // namespace

std::string Position::text() const {
  std::string text = file;
  if (line > 0) {
    text += ":" + std::to_string(line);
    if (column > 0) text += ":" + std::to_string(column);
  }
  return text;
}

std::string to_text(const Diagnostic& diagnostic) {
  std::string text = diagnostic.position.text();
  if (!text.empty()) text += ": ";
  text += word_for(diagnostic.severity);
  text += ": " + diagnostic.message;
  if (!diagnostic.code.empty()) text += " [" + diagnostic.code + "]";
  if (!diagnostic.line.empty() && diagnostic.position.line > 0) {
    const std::string number = std::to_string(diagnostic.position.line);
    text += "\n  " + number + " | " + diagnostic.line;
    if (diagnostic.position.column > 0)
      text += "\n  " + std::string(number.size(), ' ') + " | " +
              padding_before(diagnostic.line, diagnostic.position.column) + "^";
  }
  if (!diagnostic.hint.empty()) text += "\n  hint: " + diagnostic.hint;
  return text;
}

bool Diagnostics::has_errors() const {
  return std::any_of(list_.begin(), list_.end(), [](const Diagnostic& d) { return d.severity == Severity::error; });
}

std::string Diagnostics::text() const {
  std::string text;
  for (const Diagnostic& diagnostic : list_) {
    if (!text.empty()) text += "\n\n";
    text += to_text(diagnostic);
  }
  return text;
}

} // namespace lockstep
