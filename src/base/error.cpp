// The text of an Error, and the three usual ways to make one.
#include <lockstep/error.hpp>

#include "base/text.hpp"

#include <string_view>

namespace lockstep {

namespace {

Error make(Exit exit, const std::string& message, const std::string& hint) {
  Error error(exit, message);
  error.hint = hint;
  return error;
}

void add_line(std::string& text, std::string_view label, const std::string& value) {
  if (value.empty()) return;
  text += "\n  ";
  text += label;
  text += ": ";
  text += value;
}

} // namespace

std::string Error::full() const {
  std::string text = where.empty() ? std::string() : where + ": ";
  text += "error: ";
  text += what();
  add_line(text, "while", doing);
  add_line(text, "object", object);
  if (!sql.empty()) text += "\n  statement:\n" + indent(trim(sql), "    ");
  add_line(text, "sqlstate", sqlstate);
  add_line(text, "hint", hint);
  return text;
}

Error usage_error(const std::string& message, const std::string& hint) { return make(Exit::usage, message, hint); }
Error database_error(const std::string& message, const std::string& hint) {
  return make(Exit::database, message, hint);
}
Error proof_error(const std::string& message, const std::string& hint) { return make(Exit::proof, message, hint); }

} // namespace lockstep
