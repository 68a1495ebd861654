// Values go into the text on its way to the server and nowhere else.
#include "run/secrets.hpp"

#include <lockstep/error.hpp>

#include "base/percent.hpp"
#include "base/text.hpp"

#include <cctype>
#include <cstdlib>

namespace lockstep {

namespace {

constexpr std::string_view mark = "env:";

bool may_hold_secrets(const std::string& statement) {
  if (statement.find(mark) == std::string::npos) return false;
  for (const char* verb : {"CREATE", "ALTER"})
    for (const char* object : {" USER MAPPING ", " SUBSCRIPTION ", " SERVER ", " ROLE "})
      if (statement.starts_with(std::string(verb) + object)) return true;
  return false;
}

bool is_name_byte(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// The value as it stands inside the text: alone, as a value of a connection string, or as a part of a URL.
std::string spelled(const std::string& value, const std::string& content, std::size_t at, bool whole) {
  if (whole) return value;
  return content.find("://") < at ? percent_encoded(value) : conninfo_value(value);
}

std::string filled(const std::string& content, const Environment& environment) {
  std::string result;
  for (std::size_t at = 0; at < content.size();) {
    const bool begins =
        content.compare(at, mark.size(), mark) == 0 && (at == 0 || content[at - 1] == '=' || content[at - 1] == ':');
    std::size_t end = at + mark.size();
    while (begins && end < content.size() && is_name_byte(content[end])) ++end;
    if (!begins || end == at + mark.size()) {
      result += content[at++];
      continue;
    }
    const std::string name = content.substr(at + mark.size(), end - at - mark.size());
    const auto value = environment(name);
    if (!value)
      throw usage_error("the file needs " + name + " from the environment, where it is not set",
                        "export " + name + "=… before lockstep apply; what stands in files is its name alone");
    result += spelled(*value, content, at, at == 0 && end == content.size());
    at = end;
  }
  return result;
}

/// Between the quotes of a literal: '' and, in E'…', \\ stand for one.
std::string unescaped(std::string content, bool escapes) {
  content = replace_all(std::move(content), "''", "'");
  return escapes ? replace_all(std::move(content), "\\\\", "\\") : content;
}

std::string escaped(std::string content, bool escapes) {
  content = replace_all(std::move(content), "'", "''");
  return escapes ? replace_all(std::move(content), "\\", "\\\\") : content;
}

} // namespace

std::string with_secrets(const std::string& statement, const Environment& environment) {
  if (!may_hold_secrets(statement)) return statement;
  std::string result;
  for (std::size_t at = 0; at < statement.size();) {
    if (statement[at] != '\'') {
      result += statement[at++];
      continue;
    }
    const bool escapes = at > 0 && statement[at - 1] == 'E';
    std::size_t end = at + 1;
    while (end < statement.size() && (statement[end] != '\'' || statement.compare(end, 2, "''") == 0))
      end += statement[end] == '\'' ? 2 : 1;
    const std::string content = unescaped(statement.substr(at + 1, end - at - 1), escapes);
    result += "'" + escaped(filled(content, environment), escapes) + "'";
    at = end + 1;
  }
  return result;
}

void exec_with_secrets(Connection& connection, const std::string& statement) {
  std::vector<std::string> secrets;
  const std::string sql = with_secrets(statement, [&](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr) return std::nullopt;
    secrets.emplace_back(value);
    return secrets.back();
  });
  try {
    connection.exec(sql);
  } catch (const Error& error) {
    if (secrets.empty()) throw;
    std::string message = error.what();
    for (const std::string& secret : secrets)
      if (!secret.empty()) message = replace_all(std::move(message), secret, "****");
    Error safe(error.exit, message);
    safe.sqlstate = error.sqlstate;
    safe.sql = statement;
    throw safe;
  }
}

} // namespace lockstep
