// Connection strings: hiding their passwords, reading them, and pointing them at another database.
#include "catalog/connection.hpp"
#include "catalog/pieces.hpp"

#include "lockstep/error.hpp"

#include <algorithm>
#include <array>
#include <libpq-fe.h>
#include <map>
#include <memory>

namespace lockstep {
namespace {

constexpr std::string_view mask = "****";
constexpr std::array secret_keys = {std::string_view("password"), std::string_view("sslpassword"),
                                    std::string_view("oauth_client_secret"), std::string_view("scram_client_key"),
                                    std::string_view("scram_server_key")};

bool is_secret(std::string_view key) {
  for (const std::string_view secret : secret_keys)
    if (key == secret) return true;
  return false;
}

bool is_url(std::string_view conninfo) {
  return conninfo.starts_with("postgresql://") || conninfo.starts_with("postgres://");
}

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// `?key=value&…` with the values of secret keys masked.
std::string mask_query(std::string_view query) {
  std::string out;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size() - 1);
    const std::string_view part = query.substr(0, end + 1);
    const std::size_t equals = part.find('=');
    const std::size_t start = part.front() == '?' ? 1 : 0;
    if (equals != std::string_view::npos && is_secret(part.substr(start, equals - start))) {
      out += part.substr(0, equals + 1);
      out += mask;
      if (part.back() == '&') out += '&';
    } else {
      out += part;
    }
    query.remove_prefix(end + 1);
  }
  return out;
}

/// Where the host begins in a URL without scheme: after the last @ of the authority. A password with a bare "/" hides
/// the @ behind what looks like a path, hence the second search.
std::size_t end_of_credentials(std::string_view rest) {
  const std::size_t at = rest.substr(0, rest.find('/')).rfind('@');
  if (at != std::string_view::npos) return at;
  return rest.substr(0, rest.find('?')).rfind('@');
}

std::string mask_url(std::string_view url) {
  const std::size_t scheme = url.find("://") + 3;
  const std::string_view rest = url.substr(scheme);
  std::string out(url.substr(0, scheme));
  std::size_t host = 0;
  if (const std::size_t at = end_of_credentials(rest); at != std::string_view::npos) {
    const std::size_t colon = rest.substr(0, at).find(':');
    out += rest.substr(0, std::min(colon, at));
    if (colon != std::string_view::npos) {
      out += ':';
      out += mask;
    }
    host = at;
  }
  const std::size_t query = rest.find('?', host);
  out += rest.substr(host, query == std::string_view::npos ? query : query - host);
  if (query != std::string_view::npos) out += mask_query(rest.substr(query));
  return out;
}

/// The end of the value that begins at `i` in a key=value string, as libpq reads it.
std::size_t end_of_value(std::string_view text, std::size_t i) {
  const bool in_quotes = i < text.size() && text[i] == '\'';
  if (in_quotes) ++i;
  for (; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (in_quotes ? text[i] == '\'' : is_space(text[i])) {
      return in_quotes ? i + 1 : i;
    }
  }
  return text.size();
}

std::string mask_pairs(std::string_view text) {
  std::string out;
  std::size_t i = 0;
  while (i < text.size()) {
    const std::size_t begin = i;
    while (i < text.size() && is_space(text[i])) ++i;
    const std::size_t key = i;
    while (i < text.size() && text[i] != '=' && !is_space(text[i])) ++i;
    const std::string_view name = text.substr(key, i - key);
    std::size_t equals = i;
    while (equals < text.size() && is_space(text[equals])) ++equals;
    if (equals >= text.size() || text[equals] != '=') {
      out += text.substr(begin, i - begin);
      continue;
    }
    i = equals + 1;
    while (i < text.size() && is_space(text[i])) ++i;
    out += text.substr(begin, i - begin);
    const std::size_t end = end_of_value(text, i);
    out += is_secret(name) ? mask : text.substr(i, end - i);
    i = end;
  }
  return out;
}

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};

/// True when the password of a URL holds a bare @ or /: libpq would take the rest of it for a host or a port, and show
/// it in its messages.
bool spills_password(std::string_view url) {
  const std::string_view rest = url.substr(url.find("://") + 3);
  const std::string_view authority = rest.substr(0, rest.find('/'));
  const std::size_t at = authority.find('@');
  if (at != std::string_view::npos) return authority.rfind('@') != at;
  const std::size_t colon = authority.rfind(':');
  return colon != std::string_view::npos && end_of_credentials(rest) != std::string_view::npos &&
         authority.find_first_not_of("0123456789", colon + 1) != std::string_view::npos;
}

/// The parameters that the string itself gives. libpq's own message is not shown: it may quote a piece of a password.
std::map<std::string, std::string> read_parameters(const std::string& conninfo) {
  char* message = nullptr;
  const std::unique_ptr<PQconninfoOption, FreeOptions> options(PQconninfoParse(conninfo.c_str(), &message));
  PQfreemem(message);
  if (!options || (is_url(conninfo) && spills_password(conninfo))) {
    throw usage_error("this connection string can not be read: " + without_password(conninfo),
                      "write postgresql://user@host:port/database or host=… port=… dbname=… user=…; in a URL "
                      "percent-encode special characters (@ is %40, / is %2F)");
  }
  std::map<std::string, std::string> parameters;
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option)
    if (option->val != nullptr) parameters[option->keyword] = option->val;
  return parameters;
}

} // namespace

std::map<std::string, std::string> pieces_of(const std::string& conninfo) { return read_parameters(conninfo); }

std::string without_password(const std::string& conninfo) {
  return is_url(conninfo) ? mask_url(conninfo) : mask_pairs(conninfo);
}

std::string conninfo_value(std::string_view value) {
  std::string out = "'";
  for (const char c : value) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string with_database(const std::string& conninfo, const std::string& database) {
  auto parameters = read_parameters(conninfo);
  parameters["dbname"] = database;
  std::string out;
  for (const auto& [key, value] : parameters) out += (out.empty() ? "" : " ") + key + "=" + conninfo_value(value);
  return out;
}

std::vector<std::string> parse_array(std::string_view text) {
  std::vector<std::string> items;
  // Bounds other than 1 come first: [0:1]={a,b}.
  std::size_t i = text.find('{');
  if (i == std::string_view::npos || i + 1 >= text.size() || text[i + 1] == '}') return items;
  for (++i; i < text.size(); ++i) {
    std::string item;
    const bool in_quotes = text[i] == '"';
    for (i += in_quotes ? 1 : 0; i < text.size(); ++i) {
      if (in_quotes ? text[i] == '"' : (text[i] == ',' || text[i] == '}')) break;
      if (text[i] == '\\' && i + 1 < text.size()) ++i;
      item += text[i];
    }
    if (!in_quotes && item == "NULL") item.clear();
    items.push_back(std::move(item));
    if (in_quotes) ++i;
    if (i < text.size() && text[i] == '}') break;
  }
  return items;
}

std::string database_of(const std::string& conninfo) {
  const auto parameters = read_parameters(conninfo);
  const auto found = parameters.find("dbname");
  return found == parameters.end() ? std::string() : found->second;
}

} // namespace lockstep
